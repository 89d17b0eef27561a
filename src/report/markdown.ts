import { format, OUTCOME_LABELS } from '../sim/index.ts';
import { notesOf, outcomesIn, TEXT_SIGNS, termsOf } from './notes.ts';
import { provenanceOf, type Report } from './report.ts';
import { tableOf, type TableCell } from './table.ts';
import { capital, markdownText } from './text.ts';

/** `42.1 ± 0.8 s*`, with the number of runs that have it where not all do: `42.1 ± 0.8 s [8]`; `–` where none does. */
export function cellText(cell: TableCell | null): string {
  if (cell === null) return TEXT_SIGNS.none;
  return `${cell.both}${cell.share === null ? '' : ` [${cell.share.of}]`}${cell.difference === null ? '' : TEXT_SIGNS.differs}`;
}

/** A section with one table and what it takes to trust it. */
export function markdownOf(report: Report): string {
  const { comparison, link, command } = report,
    { columns, rows } = tableOf(comparison),
    outcomes = outcomesIn(comparison);
  const heads = [...outcomes.map((outcome) => capital(OUTCOME_LABELS[outcome])), ...columns.map(({ head }) => head)];
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  const again = [...(link === null ? [] : [`[open this comparison](${link})`]), ...(command === null ? [] : [codeOf(command)])];
  return `${[
    `## ${markdownText(report.title)}`,
    '',
    `${capital(markdownText(termsOf(report)))}.`,
    '',
    line(['', ...heads]),
    `| --- |${' ---: |'.repeat(heads.length)}`,
    ...rows.map(({ label, isUnbeaten, cells }, index) =>
      line([
        `${label}${isUnbeaten ? ` ${TEXT_SIGNS.unbeaten}` : ''}`,
        ...outcomes.map((outcome) => format.count(comparison.arms[index]!.outcomes[outcome])),
        ...cells.map(cellText),
      ]),
    ),
    '',
    ...notesOf(report).map((note) => `- ${markdownText(note)}`),
    `- ${[markdownText(provenanceOf(report)), ...again].join('; ')}`,
  ].join('\n')}\n`;
}

/** Code in a line, between more backticks than it holds itself. */
function codeOf(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence}${fence.length > 1 ? ' ' : ''}${text}${fence.length > 1 ? ' ' : ''}${fence}`;
}
