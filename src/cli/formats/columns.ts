import type { Io } from '../io.ts';

/** Columns of the terminal that are used. */
export const WIDTH = 100;
const GAP = '  ';

export interface Column {
  /** One line or more. */
  head: string[];
  cells: string[];
  width: number;
}

/** A head is broken between words where its cells are narrower. */
export function column(head: string, cells: string[]): Column {
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

/** The lines of as many tables below each other as the width takes, each with the names of the rows in front. */
export const tablesOf = (names: Column, columns: readonly Column[], side: 'left' | 'right', io: Io): string[][] =>
  folded(columns, WIDTH - names.width).map((some) => linesOf(names, some, side, io));

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

function linesOf(names: Column, columns: readonly Column[], side: 'left' | 'right', io: Io): string[] {
  const placed = (text: string, { width }: Column): string => (side === 'left' ? text.padEnd(width) : text.padStart(width));
  const line = (name: string, text: (one: Column) => string): string =>
    [name.padEnd(names.width), ...columns.map((one) => placed(text(one), one))].join(GAP).trimEnd();
  const height = Math.max(...columns.map(({ head }) => head.length));
  const heads = Array.from({ length: height }, (_, index) => line('', ({ head }) => head[index - height + head.length] ?? ''));
  return [
    ...heads.map((head) => io.style('bold', head)),
    ...names.cells.map((name, row) => line(name, ({ cells }) => cells[row]!)),
  ];
}
