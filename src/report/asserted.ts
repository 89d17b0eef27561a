import { ASPECTS, format, formatPercent, HAPPENINGS, HAPPENING_LABELS, REACTION, type AssertedCell, type AssertedTable, type Mark } from '../sim/index.ts';
import { markdownText } from './text.ts';

/** The asserted table, measured, with all that it takes to trust it. */
export interface AssertedReport {
  title: string;
  table: AssertedTable;
  /** Of each strategy under each part of the mix. */
  runs: number;
  root: number;
  tool: string;
  /** An address that brings it back; null where it cannot be had. */
  link: string | null;
}

/** What a mark looks like; never without its word. */
export const MARK_SIGNS: Readonly<Record<Mark, string>> = { agrees: '✓', disagrees: '✗', 'not decided': '?', 'not asserted': '' };

export const ASSERTED_LEGEND =
  'Measured word, mark, asserted word where it is another: ✓ agrees, ✗ disagrees, ? these runs do not decide. Without a mark nothing is asserted.';

/** `slow ✗ “fast”` is what was measured, the mark, and what is asserted where it is another word. */
export function assertedCellText({ measured, asserted, mark }: AssertedCell): string {
  const word = measured ?? '–';
  if (asserted === null) return word;
  return mark === 'agrees' && word.startsWith(asserted) ? `${word} ${MARK_SIGNS[mark]}` : `${word} ${MARK_SIGNS[mark]} “${asserted}”`;
}

/** What was assumed, and how far the marks can be trusted. */
export function assertedNotes({ table, runs, root }: Pick<AssertedReport, 'table' | 'runs' | 'root'>): string[] {
  const mix = HAPPENINGS.filter((id) => table.mix[id] > 0).map((id) => `${formatPercent(table.mix[id])} ${HAPPENING_LABELS[id]}`);
  return [
    `The mix, an assumption: ${mix.join('; ')}. A bad release is taken back by the people of the file, or ${REACTION} after the alarm where it has none.`,
    `${format.plural(runs, 'run')} of each strategy and each part of the mix, on the same seeds, root ${root}. All ${table.family} intervals hold together with ${formatPercent(table.confidence)}. A cell agrees or disagrees only if its whole interval does.`,
  ];
}

/** A section with one table, a sentence for each cell, and what it takes to trust it. */
export function assertedMarkdownOf(report: AssertedReport): string {
  const { rows } = report.table;
  const lines = [
    `## ${markdownText(report.title)}`,
    '',
    `| | ${ASPECTS.join(' | ')} |`,
    `| --- |${ASPECTS.map(() => ' --- |').join('')}`,
    ...rows.map(
      ({ label, cells }) => `| ${markdownText(label)} | ${cells.map((cell) => markdownText(assertedCellText(cell))).join(' | ')} |`,
    ),
    '',
    markdownText(ASSERTED_LEGEND),
    '',
    ...rows.flatMap(({ label, cells }) =>
      cells.map(
        ({ aspect, mark, why }) =>
          `- ${markdownText(label)}, ${aspect}${mark === 'not asserted' ? '' : ` (${mark})`}: ${markdownText(why)}`,
      ),
    ),
    '',
    ...assertedNotes(report).flatMap((note) => [markdownText(note), '']),
    `_${markdownText(report.tool)}_${report.link === null ? '' : `, [open this table](${report.link})`}`,
  ];
  return `${lines.join('\n')}\n`;
}
