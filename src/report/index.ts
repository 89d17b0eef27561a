/** How a comparison is told outside of the program that played it: the same in the terminal and in the browser. */
export {
  ASSERTED_LEGEND,
  assertedCellText,
  assertedMarkdownOf,
  assertedNotes,
  MARK_SIGNS,
  type AssertedReport,
} from './asserted.ts';
export { assertedCsvOf, assertedJsonOf } from './asserted-data.ts';
export { csvOf } from './csv.ts';
export { estimate, estimateOf, type Estimate } from './estimate.ts';
export { figureOf, type Figure } from './figure/figure.ts';
export type { Palette } from './figure/marks.ts';
export { withTexts } from './figure/png-text.ts';
export { jsonOf } from './json.ts';
export { latexOf } from './latex.ts';
export { cellText, markdownOf } from './markdown.ts';
export { betterSaid, notesOf, outcomesIn, termsOf, TEXT_SIGNS, type Signs } from './notes.ts';
export { COMPARISON_SCHEMA, provenanceOf, type Reached, type Report, type ReportedArm } from './report.ts';
export { SPREAD, spreadOf, type Spread } from './spread.ts';
export { headOf, metricOf, tableOf, type Table, type TableCell, type TableColumn, type TableRow } from './table.ts';
export { capital, clean, csvCell, markdownText } from './text.ts';
