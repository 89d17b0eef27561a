import { capital, cellText, notesOf, outcomesIn, tableOf, termsOf, TEXT_SIGNS, type Report } from '../../report/index.ts';
import { OUTCOME_LABELS, format, wrap } from '../../sim/index.ts';
import { cleanDeep } from '../clean.ts';
import type { Io } from '../io.ts';
import { WIDTH, column, tablesOf } from './columns.ts';

const NAME_MAX = 30;

/** The comparison for people: rows and columns, as many tables below each other as the width takes, and what the marks mean. */
export function compareTableOf(report: Report, io: Io): string {
  const { comparison } = report,
    { columns: metrics, rows } = tableOf(comparison);
  // Rows go by what the options call them.
  const names = column(
    '',
    rows.map(({ id, isUnbeaten }) => clipped(`${id}${isUnbeaten ? ` ${TEXT_SIGNS.unbeaten}` : ''}`)),
  );
  const columns = [
    ...outcomesIn(comparison).map((outcome) =>
      column(
        capital(OUTCOME_LABELS[outcome]),
        comparison.arms.map(({ outcomes }) => format.count(outcomes[outcome])),
      ),
    ),
    // A star hangs in the gap, so that the numbers stand in line.
    ...metrics.map(({ head }, index) =>
      column(
        head,
        rows.map(({ cells }) => cellText(cells[index]!)).map((text) => (text.endsWith(TEXT_SIGNS.differs) ? text : `${text} `)),
      ),
    ),
  ];
  const tables = tablesOf(names, columns, 'right', io);
  const notes = notesOf(report, TEXT_SIGNS, 'id').flatMap((note) =>
    wrap([{ text: note }], WIDTH).map((line) => line.map(({ text }) => text).join('')),
  );
  const lines = [
    io.style('bold', cleanDeep(report.title)),
    io.style('gray', termsOf(report)),
    ...tables.flatMap((table) => ['', ...table]),
    '',
    ...notes.map((note) => io.style('gray', note)),
    io.style('gray', 'Single runs, each with the command that plays it again: --format json.'),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

const clipped = (name: string): string => (name.length <= NAME_MAX ? name : `…${name.slice(1 - NAME_MAX)}`);
