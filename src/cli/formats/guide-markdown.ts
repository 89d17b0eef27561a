import type { Guided } from '../guide.ts';
import { LEGEND, answerOf, askedLines, cellText, changeLines, headsOf, notesOf } from './guide-words.ts';
import { markdownText } from '../../report/index.ts';

/** The guide as headings, lists and tables. */
export function guideMarkdownOf(guided: Guided): string {
  const { answers, title, tool } = guided;
  const blocks = answers.flatMap(({ named, isChanged, advice, changes, held }) => [
    `### ${markdownText(named.title)}`,
    '',
    ...(isChanged ? askedLines(advice).map((line) => `- ${markdownText(line)}`) : [markdownText(named.means)]),
    '',
    `**${markdownText(answerOf(advice))}**`,
    '',
    ...advice.reasons.map((reason) => `- ${markdownText(reason)}`),
    '',
    'What would change the answer:',
    '',
    ...changeLines(changes).map((line) => `- ${markdownText(line)}`),
    '',
    `| | ${headsOf(advice).map(markdownText).join(' | ')} |`,
    `| --- |${headsOf(advice)
      .map(() => ' ---: |')
      .join('')}`,
    ...advice.ranked.map(
      ({ label, cannot, criteria }) =>
        `| ${markdownText(label)} | ${cannot === null ? criteria.map((one) => markdownText(cellText(one))).join(' | ') : markdownText(cannot)} |`,
    ),
    '',
    ...(isChanged ? [] : [markdownText(held.says), '']),
  ]);
  const lines = [
    `## ${markdownText(title)}`,
    '',
    ...blocks,
    ...[LEGEND, ...notesOf(guided)].flatMap((note) => [markdownText(note), '']),
    `_${markdownText(tool)}_`,
  ];
  return `${lines.join('\n')}\n`;
}
