import { SPREAD, spreadOf } from '../spread.ts';
import type { TableCell, TableColumn } from '../table.ts';
import { TEXT_SIGNS } from '../notes.ts';
import { dot, line, rect, text, type Palette } from './marks.ts';
import { widthOf } from './widths.ts';

export const NUMBER = 15;
export const NOTE = 11;

const halfText = ({ half, share }: TableCell): string =>
  `${half === null ? '' : `± ${half}`}${share === null ? '' : ` [${share.of}]`}`.trim();
const differenceText = ({ difference }: TableCell): string => (difference === null ? '' : `${difference.sign} ${difference.said}`);

/** Room that a cell takes. */
export const cellWidth = (cell: TableCell | null): number =>
  cell === null
    ? 0
    : Math.max(SPREAD.width, widthOf(cell.said, NUMBER), widthOf(halfText(cell), NOTE), widthOf(differenceText(cell), NOTE));

/** A number, half of its interval, how its runs lie, and how it differs; drawn downwards from y. */
export function drawCell(cell: TableCell | null, { extent }: TableColumn, x: number, y: number, palette: Palette): string[] {
  const { ink, soft, faint } = palette;
  if (cell === null || extent === null) return [text(x, y + NUMBER, TEXT_SIGNS.none, { size: NUMBER, fill: soft })];
  const { bars, interval, mean } = spreadOf(cell, extent),
    top = y + 36,
    verdict = cell.difference?.verdict;
  return [
    text(x, y + NUMBER, cell.said, { size: NUMBER, fill: ink, weight: 600 }),
    text(x, y + 30, halfText(cell), { size: NOTE, fill: soft }),
    line(x, x + SPREAD.width - 1, top + SPREAD.floor + 0.5, palette.line),
    ...bars.map((bar) => rect(x + bar.x, top + bar.y, bar.width, bar.height, faint)),
    ...(interval === null ? [] : [line(x + interval[0], x + interval[1], top + SPREAD.level, ink, 1.5)]),
    dot(x + mean, top + SPREAD.level, 2.2, ink),
    ...(verdict === undefined
      ? []
      : [
          text(x, top + SPREAD.height + 12, differenceText(cell), {
            size: NOTE,
            weight: 600,
            fill: verdict === 'better' ? palette.better : verdict === 'worse' ? palette.worse : ink,
          }),
        ]),
  ];
}
