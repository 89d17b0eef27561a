import type { SweptMetric } from '../../sim/index.ts';
import type { Swept, SweptFile } from '../sweep.ts';
import { capital, markdownText } from '../../report/index.ts';
import { dialName, headOf, headingOf, marksOf, meanText, notesOf, sentencesOf, termsOf, valuesOn } from './sweep-words.ts';

/** Every sweep as a section with one table, or one for each metric of a map. */
export const sweepMarkdownOf = (file: SweptFile): string => `${file.sweeps.flatMap((swept) => sectionOf(swept, file)).join('\n')}\n`;

function sectionOf(swept: Swept, file: SweptFile): string[] {
  const { grid } = swept;
  const problems = grid.points.flatMap(({ name, problem }) => (problem === null ? [] : [`${name} cannot be played: ${problem}`]));
  return [
    `## ${markdownText(headingOf(file.title, swept))}`,
    '',
    `${markdownText(capital(termsOf(swept, file)))}.`,
    '',
    ...(grid.axes.length === 1 ? curve(swept) : swept.sweep.metrics.flatMap((metric) => [`### ${markdownText(headOf(metric))}`, '', ...map(swept, metric), ''])),
    '',
    ...[...problems, ...sentencesOf(swept)].flatMap((sentence) => [markdownText(sentence), '']),
    ...notesOf(swept).map((note) => `- ${markdownText(note)}`),
    '',
  ];
}

const row = (texts: readonly string[]): string => `| ${texts.map(markdownText).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(heads),
  `| --- |${' ---: |'.repeat(heads.length - 1)}`,
  ...rows.map(row),
];
const cellText = (metric: SweptMetric, point: number, width: number): string =>
  `${meanText(metric, point)} ${marksOf(metric, point, width).trim()}`.trim();

function curve({ grid, sweep }: Swept): string[] {
  const values = valuesOn(grid, 0);
  return table(
    [dialName(grid, 0), ...sweep.metrics.map(headOf)],
    values.map((value, point) => [
      `${value}${sweep.metrics.length > 1 && sweep.unbeaten[point] === true ? ' ◆' : ''}`,
      ...sweep.metrics.map((metric) => cellText(metric, point, values.length)),
    ]),
  );
}

function map({ grid }: Swept, metric: SweptMetric): string[] {
  const across = valuesOn(grid, 0);
  return table(
    [`${dialName(grid, 1)} ↓, ${dialName(grid, 0)} →`, ...across],
    valuesOn(grid, 1).map((value, line) => [
      value,
      ...across.map((_, column) => cellText(metric, line * across.length + column, across.length)),
    ]),
  );
}
