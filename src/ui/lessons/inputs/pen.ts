import { extentOf, levelled, type Drawing } from './columns.ts';

/** The line as SVG paths: what was drawn, and where it goes on level before and behind that. */
export interface PenLine {
  drawn: string;
  level: string;
}

/** No corner of a hand's line is sharper than this many pixels. */
const ROUND = 5;

const at = (value: number): string => String(Math.round(value * 10) / 10);

/**
 * A staircase over the columns with corners that a pen would make.
 * @param x pixels of a column's left edge
 * @param y pixels of a value
 */
export function penLine(drawing: Drawing, x: (column: number) => number, y: (value: number) => number): PenLine {
  const extent = extentOf(drawing),
    values = levelled(drawing);
  if (extent === null || values === null) return { drawn: '', level: '' };
  const { first, last } = extent,
    width = x(1) - x(0);
  let drawn = `M${at(x(first))},${at(y(values[first]!))}`;
  for (let column = first + 1; column <= last; column++) {
    const [from, to, edge] = [y(values[column - 1]!), y(values[column]!), x(column)];
    if (from === to) continue;
    const round = Math.min(ROUND, Math.abs(to - from) / 2, width / 2),
      down = Math.sign(to - from);
    drawn += `H${at(edge - round)}Q${at(edge)},${at(from)} ${at(edge)},${at(from + round * down)}V${at(to - round * down)}Q${at(edge)},${at(to)} ${at(edge + round)},${at(to)}`;
  }
  drawn += `H${at(x(last + 1))}`;
  const before = first > 0 ? `M${at(x(0))},${at(y(values[first]!))}H${at(x(first))}` : '',
    behind = last < drawing.length - 1 ? `M${at(x(last + 1))},${at(y(values[last]!))}H${at(x(drawing.length))}` : '';
  return { drawn, level: before + behind };
}
