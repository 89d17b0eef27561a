import { CRITERIA, wrap } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Guided } from '../guide.ts';
import type { Io } from '../io.ts';
import { LEGEND, answerOf, askedLines, cellText, changeLines, headsOf, notesOf } from './guide-words.ts';

const WIDTH = 100;

/** The guide for people: the answer, why, what would change it, and every criterion. */
export function guideTextOf(guided: Guided, io: Io): string {
  const { answers, title } = guided;
  const blocks = answers.flatMap(({ named, isChanged, advice, changes, held }) => [
    '',
    io.style('bold', isChanged ? `${named.title}, with answers of your own` : named.title),
    ...(isChanged ? askedLines(advice).flatMap((line) => wrapped(line, '  ')) : wrapped(named.means, '  ')),
    '',
    io.style('bold', answerOf(advice)),
    ...advice.reasons.flatMap((reason) => wrapped(reason, '  ', '- ')),
    '',
    'What would change the answer',
    ...changeLines(changes).flatMap((line) => wrapped(line, '  ', '- ')),
    '',
    ...tableOf(advice),
    ...(isChanged
      ? []
      : ['', ...wrapped(held.says, '', held.comes === 'comes out' ? '✓ ' : held.comes === 'not decided' ? '? ' : '✗ ')]),
  ]);
  const notes = [LEGEND, ...notesOf(guided)].flatMap((note) => wrapped(note)).map((line) => io.style('gray', line));
  return `${[io.style('bold', clean(title)), ...blocks, '', ...notes].map((line) => line.trimEnd()).join('\n')}\n`;
}

/** A row a criterion and a column a strategy: there are more of the former, and their heads are long. */
function tableOf(advice: Guided['answers'][number]['advice']): string[] {
  const columns = [
    ['', ...headsOf(advice)],
    ...advice.ranked.map(({ label, cannot, criteria }) => [
      label,
      ...(cannot === null ? criteria.map(cellText) : CRITERIA.map((_, row) => (row === 0 ? 'not possible' : ''))),
    ]),
  ];
  const widths = columns.map((texts) => Math.max(...texts.map(({ length }) => length)));
  return columns[0]!.map((_, row) =>
    columns
      .map((texts, column) => texts[row]!.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

const wrapped = (text: string, indent = '', mark = ''): string[] =>
  wrap([{ text: clean(text) }], WIDTH - indent.length - mark.length).map(
    (line, index) => `${indent}${index === 0 ? mark : ' '.repeat(mark.length)}${line.map((piece) => piece.text).join('')}`,
  );
