import { capital, cellText, notesOf, outcomesIn, tableOf, termsOf, TEXT_SIGNS, type Report } from '../../report/index.ts';
import { OUTCOME_LABELS, format, wrap } from '../../sim/index.ts';
import { cleanDeep } from '../clean.ts';
import type { Io } from '../io.ts';

/** Columns of the terminal that are used. */
const WIDTH = 100;
const GAP = '  ';
const NAME_MAX = 30;

interface Column {
  /** One line or two. */
  head: string[];
  cells: string[];
  width: number;
}

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
  const tables = folded(columns, WIDTH - names.width).map((some) => linesOf(names, some, io));
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

function column(head: string, cells: string[]): Column {
  const words = head.split(' '),
    room = Math.max(...cells.map(({ length }) => length), ...words.map(({ length }) => length));
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return { head: lines, cells, width: room };
}

/** As many columns to a table as there is room for. */
function folded(columns: readonly Column[], room: number): Column[][] {
  const tables: Column[][] = [];
  let left = 0;
  for (const one of columns) {
    const needs = one.width + GAP.length;
    if (tables.length === 0 || needs > left) {
      tables.push([]);
      left = room;
    }
    tables.at(-1)!.push(one);
    left -= needs;
  }
  return tables;
}

function linesOf(names: Column, columns: readonly Column[], io: Io): string[] {
  const height = Math.max(...columns.map(({ head }) => head.length));
  const heads = Array.from({ length: height }, (_, line) =>
    ['', ...columns.map(({ head }) => head[line - height + head.length] ?? '')]
      .map((text, index) => (index === 0 ? text.padEnd(names.width) : text.padStart(columns[index - 1]!.width)))
      .join(GAP),
  );
  const rows = names.cells.map((name, row) =>
    [name.padEnd(names.width), ...columns.map(({ cells, width }) => cells[row]!.padStart(width))].join(GAP),
  );
  return [...heads.map((head) => io.style('bold', head)), ...rows];
}
