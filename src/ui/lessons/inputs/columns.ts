import type { Micros } from '../../../sim/index.ts';
import { drawnAt } from '../../../lessons/index.ts';

/** A value for each column; null where nothing was drawn. What was drawn has no gaps. */
export type Drawing = readonly (number | null)[];
export const blank = (columns: number): Drawing => new Array<null>(columns).fill(null);

/** What is drawn on: a window of a run, in columns of the same length. */
export interface Sheet {
  from: Micros;
  to: Micros;
  columns: number;
}
export type Points = readonly (readonly [at: Micros, value: number])[];

/** As many columns as one can aim at with a finger, and go through with a key; about this many, that is. */
const COLUMNS = 24;
const COLUMNS_LEAST = 20,
  COLUMNS_MOST = 28;

/** A sheet on which an instant, where most lines will turn, lies between two columns if that can be had. */
export function sheetOf({ from, to }: { from: Micros; to: Micros }, turn: Micros): Sheet {
  const isEven = (columns: number): boolean => ((turn - from) * columns) % (to - from) === 0;
  const counts = Array.from({ length: COLUMNS_MOST - COLUMNS_LEAST + 1 }, (_, i) => COLUMNS_LEAST + i).filter(isEven);
  const columns = counts.reduce((best, count) => (Math.abs(count - COLUMNS) < Math.abs(best - COLUMNS) ? count : best), counts[0] ?? COLUMNS);
  return { from, to, columns };
}

/** Where a column begins; the one behind the last begins at the end of the window. */
export const startOf = ({ from, to, columns }: Sheet, column: number): Micros => Math.round(from + ((to - from) * column) / columns);

/** The first and the last column that were drawn; null while there is none. */
export function extentOf(drawing: Drawing): { first: number; last: number } | null {
  const first = drawing.findIndex((value) => value !== null);
  return first < 0 ? null : { first, last: drawing.findLastIndex((value) => value !== null) };
}

/** What each column stands for: before and behind what was drawn, the line goes on level. Null while nothing was drawn. */
export function levelled(drawing: Drawing): number[] | null {
  const extent = extentOf(drawing);
  if (extent === null) return null;
  return drawing.map((value, column) => value ?? drawing[column < extent.first ? extent.first : extent.last]!);
}

/** A point of a stroke: the column that the pen is in, and the value at its height. */
export interface Pen {
  column: number;
  value: number;
}

/** The drawing after the pen went from one point to another; whatever it jumped over is filled. */
export function stroked(drawing: Drawing, from: Pen, to: Pen, step: number): Drawing {
  const drawn = [...drawing],
    columns = Math.abs(to.column - from.column),
    direction = Math.sign(to.column - from.column);
  // The column that the stroke comes from has its value already.
  for (let i = columns === 0 ? 0 : 1; i <= columns; i++) {
    const share = columns === 0 ? 1 : i / columns;
    drawn[from.column + i * direction] = snapped(from.value + (to.value - from.value) * share, step);
  }
  return withoutGaps(drawn);
}

/** A value set into one column: a stroke that ends where it begins. */
export const dotted = (drawing: Drawing, pen: Pen, step: number): Drawing => stroked(drawing, pen, pen, step);

export const snapped = (value: number, step: number): number => {
  const steps = Math.round(value / step);
  // A step such as 0.05 cannot be told in twos: the nearest number with as many decimals is what is meant.
  return Number((steps * step).toFixed(6));
};

function withoutGaps(drawing: (number | null)[]): Drawing {
  const extent = extentOf(drawing);
  if (extent !== null) for (let column = extent.first; column < extent.last; column++) drawing[column + 1] ??= drawing[column]!;
  return drawing;
}

/** A staircase through the columns, a point at each end of a tread; empty while nothing was drawn. */
export function pointsOf(drawing: Drawing, sheet: Sheet): Points {
  const extent = extentOf(drawing);
  if (extent === null) return [];
  const points: [Micros, number][] = [[startOf(sheet, extent.first), drawing[extent.first]!]];
  for (let column = extent.first + 1; column <= extent.last; column++) {
    const before = drawing[column - 1]!,
      value = drawing[column]!;
    if (value !== before) points.push([startOf(sheet, column), before], [startOf(sheet, column), value]);
  }
  return [...points, [startOf(sheet, extent.last + 1), drawing[extent.last]!]];
}

/** The columns that a kept curve goes through; a curve of another window has none. */
export function drawingOf(points: Points, sheet: Sheet): Drawing {
  const first = points[0],
    last = points.at(-1);
  if (first === undefined || last === undefined) return blank(sheet.columns);
  return blank(sheet.columns).map((_, column) => {
    const middle = (startOf(sheet, column) + startOf(sheet, column + 1)) / 2;
    return middle < first[0] || middle > last[0] ? null : drawnAt(points, middle);
  });
}
