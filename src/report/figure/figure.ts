import { betterSaid, notesOf, termsOf, type Signs } from '../notes.ts';
import { provenanceOf, type Report } from '../report.ts';
import { tableOf, type Table, type TableRow } from '../table.ts';
import { capital, xmlText } from '../text.ts';
import { cellWidth, drawCell, NOTE } from './cell.ts';
import { line, rect, text, type Palette } from './marks.ts';
import { linesOf, widthOf } from './widths.ts';

const MARGIN = 24;
const GAP = 20;
const HEAD = 12;
const NAME = 13.5;
const ROW = 92;
/** Columns side by side at most; more stand below, under the same names. */
const ABREAST = 7;
const NAME_MAX = 210;
/** No narrower than its words need to be read with ease. */
const WIDTH_MIN = 720;
const FONTS = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
const SIGNS: Signs = { differs: '▲ ▼', unbeaten: '◆', some: '[n]', none: '–' };

export interface Figure {
  svg: string;
  /** In pixels. */
  width: number;
  height: number;
}

/** The table with how its runs lie, as a picture that stands alone: for a page, a slide or a paper. */
export function figureOf(report: Report, palette: Palette): Figure {
  const table = tableOf(report.comparison),
    nameWidth = nameWidthOf(table) + GAP,
    widths = table.columns.map(({ head }, index) =>
      Math.max(...table.rows.map(({ cells }) => cellWidth(cells[index]!)), ...linesOf(head, HEAD, 90).map((word) => widthOf(word, HEAD))),
    );
  const bands = table.columns.map((_, index) => index).filter((index) => index % ABREAST === 0);
  const bandWidth = (from: number): number =>
    nameWidth + widths.slice(from, from + ABREAST).reduce((sum, width) => sum + width + GAP, 0) - GAP;
  const inner = Math.max(WIDTH_MIN, ...bands.map(bandWidth)),
    right = MARGIN + inner;
  const { ink, soft } = palette,
    marks: string[] = [];
  let y = MARGIN;
  const say = (said: string, size: number, fill: string, weight = 400): void => {
    for (const one of linesOf(said, size, inner)) {
      y += size * 1.4;
      marks.push(text(MARGIN, y, one, { size, fill, weight }));
    }
  };
  say(report.title, 19, ink, 680);
  y += 4;
  say(`${capital(termsOf(report))}. ${betterSaid(table.columns)}`, 12, soft);
  for (const from of bands) {
    y += 20;
    const columns = table.columns.slice(from, from + ABREAST),
      heads = columns.map(({ head }, index) => linesOf(head, HEAD, Math.max(90, widths[from + index]!))),
      tall = Math.max(...heads.map(({ length }) => length));
    const xs = columns.map((_, index) => MARGIN + nameWidth + widths.slice(from, from + index).reduce((sum, width) => sum + width + GAP, 0));
    marks.push(line(MARGIN, right, y, ink));
    heads.forEach((lines, index) =>
      lines.forEach((one, place) =>
        marks.push(text(xs[index]!, y + 18 + (tall - lines.length + place) * 15, one, { size: HEAD, fill: soft, weight: 600 })),
      ),
    );
    y += 12 + tall * 15;
    for (const row of table.rows) {
      if (row.isReference) marks.push(rect(MARGIN, y, inner, ROW, palette.level, 0.5), rect(MARGIN, y, 3, ROW, ink));
      marks.push(line(MARGIN, right, y, palette.line), ...drawName(row, y, palette));
      columns.forEach((column, index) => marks.push(...drawCell(row.cells[from + index]!, column, xs[index]!, y + 8, palette)));
      y += ROW;
    }
    marks.push(line(MARGIN, right, y, ink));
  }
  y += 6;
  for (const note of notesOf(report, SIGNS)) say(note, NOTE, soft);
  say(`${capital(provenanceOf(report))}.`, NOTE, soft);
  if (report.link !== null) {
    y += NOTE * 1.4;
    marks.push(`<a href="${xmlText(report.link)}">${text(MARGIN, y, 'Open this comparison', { size: NOTE, fill: ink, weight: 600 })}</a>`);
  }
  const width = Math.ceil(inner + 2 * MARGIN),
    height = Math.ceil(y + MARGIN);
  return { svg: document(report, table, marks, width, height, palette), width, height };
}

function nameWidthOf({ rows }: Table): number {
  const words = rows.flatMap((row) => [...nameLines(row).map((one) => widthOf(one, NAME)), ...noteLines(row).map((one) => widthOf(one, NOTE))]);
  return Math.max(110, ...words) + 12;
}
const nameLines = ({ label, isUnbeaten }: TableRow): string[] => linesOf(`${label}${isUnbeaten ? ` ${SIGNS.unbeaten}` : ''}`, NAME, NAME_MAX);
const noteLines = ({ isReference, outcomes }: TableRow): string[] => [
  ...(isReference ? ['reference'] : []),
  ...outcomes.map(({ count, label }) => `${count} ${label}`),
];

function drawName(row: TableRow, y: number, { ink, soft }: Palette): string[] {
  const x = MARGIN + (row.isReference ? 12 : 0),
    names = nameLines(row);
  return [
    ...names.map((one, place) => text(x, y + 22 + place * 17, one, { size: NAME, fill: ink, weight: 600 })),
    ...noteLines(row).map((one, place) => text(x, y + 22 + names.length * 16 + place * 15, one, { size: NOTE, fill: soft })),
  ];
}

function document(report: Report, { columns, rows }: Table, marks: readonly string[], width: number, height: number, { paper }: Palette): string {
  const cells = rows.map(
    ({ label, cells: found }) => `${label}: ${columns.map(({ head }, index) => `${head} ${found[index]?.both ?? SIGNS.none}`).join(', ')}`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FONTS}" fill="none">`,
    `<title>${xmlText(report.title)}</title>`,
    `<desc>${xmlText(`${cells.join('. ')}. ${provenanceOf(report)}.`)}</desc>`,
    rect(0, 0, width, height, paper),
    ...marks,
    '</svg>',
  ].join('\n')}\n`;
}
