import { csvOf, figureOf, jsonOf, latexOf, markdownOf, type Report } from '../../../report/index.ts';
import { paletteOf, type Shade } from './palette.ts';
import { pngOf } from './png.ts';

/** A way to take the table away as a file. */
interface Form {
  label: string;
  extension: string;
  make(report: Report, shade: Shade): Blob | Promise<Blob>;
}

const text = (label: string, extension: string, type: string, write: (report: Report) => string): Form => ({
  label,
  extension,
  make: (report) => new Blob([write(report)], { type }),
});

export const TEXTS: readonly Form[] = [
  text('CSV', 'csv', 'text/csv', csvOf),
  text('JSON', 'json', 'application/json', jsonOf),
  text('Markdown', 'md', 'text/markdown', markdownOf),
  text('LaTeX', 'tex', 'application/x-tex', latexOf),
];

export const PICTURES: readonly Form[] = [
  { label: 'SVG', extension: 'svg', make: (report, shade) => new Blob([figureOf(report, paletteOf(shade)).svg], { type: 'image/svg+xml' }) },
  { label: 'PNG', extension: 'png', make: (report, shade) => pngOf(report, paletteOf(shade)) },
];
