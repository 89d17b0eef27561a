import {
  ASPECTS,
  HAPPENINGS,
  HAPPENING_LABELS,
  REACTION,
  formatPercent,
  wrap,
  type AssertedCell,
  type Mark,
} from '../../sim/index.ts';
import type { Asserted } from '../asserted.ts';
import { markdownText } from '../../report/index.ts';
import { clean } from '../clean.ts';
import type { Io, Look } from '../io.ts';

const WIDTH = 100;

const SIGNS: Readonly<Record<Mark, string>> = { agrees: '✓', disagrees: '✗', 'not decided': '?', 'not asserted': '' };
const LOOKS: Readonly<Partial<Record<Mark, Look>>> = { disagrees: 'red', 'not decided': 'yellow' };

/** `slow ✗ fast` is what was measured, the mark, and what is asserted where it is another word. */
function cellText({ measured, asserted, mark }: AssertedCell): string {
  const word = measured ?? '–';
  if (asserted === null) return word;
  return mark === 'agrees' && word.startsWith(asserted) ? `${word} ${SIGNS[mark]}` : `${word} ${SIGNS[mark]} “${asserted}”`;
}

const LEGEND =
  'Measured word, mark, asserted word where it is another: ✓ agrees, ✗ disagrees, ? these runs do not decide. Without a mark nothing is asserted.';

function notesOf({ table, runs, root }: Asserted): string[] {
  const mix = HAPPENINGS.filter((id) => table.mix[id] > 0).map((id) => `${formatPercent(table.mix[id])} ${HAPPENING_LABELS[id]}`);
  return [
    `The mix, an assumption: ${mix.join('; ')}. A bad release is taken back by the people of the file, or ${REACTION} after the alarm where it has none.`,
    `${runs} runs of each strategy and each part of the mix, on the same seeds, root ${root}. All ${table.family} intervals hold together with ${formatPercent(table.confidence)}. A cell agrees or disagrees only if its whole interval does.`,
  ];
}

/** The asserted table for people: words in rows and columns, then one sentence a cell. */
export function assertedTextOf(asserted: Asserted, io: Io): string {
  const { rows } = asserted.table;
  const names = ['', ...rows.map(({ label }) => label)],
    columns = ASPECTS.map((aspect, index) => [aspect, ...rows.map(({ cells }) => cellText(cells[index]!))]);
  const padded = [names, ...columns].map((texts) => {
    const width = Math.max(...texts.map(({ length }) => length));
    return texts.map((text) => text.padEnd(width));
  });
  const lines = names.map((_, line) => padded.map((texts) => texts[line]!).join('  '));
  const reasons = rows.flatMap(({ label, cells }) => [
    '',
    io.style('bold', label),
    ...cells.flatMap(({ aspect, mark, why }) =>
      wrapped(why, WIDTH - 14).map((line, index) => {
        const head = index === 0 ? `  ${aspect.padEnd(9)}${SIGNS[mark].padEnd(2)} ` : ' '.repeat(14);
        const look = LOOKS[mark];
        return look === undefined ? `${head}${line}` : io.style(look, `${head}${line}`);
      }),
    ),
  ]);
  const notes = [LEGEND, ...notesOf(asserted)].flatMap((note) => wrapped(note, WIDTH)).map((line) => io.style('gray', line));
  const all = [
    io.style('bold', clean(asserted.title)),
    '',
    io.style('bold', lines[0]!.trimEnd()),
    ...lines.slice(1),
    ...reasons,
    '',
    ...notes,
  ];
  return `${all.map((line) => line.trimEnd()).join('\n')}\n`;
}

const wrapped = (text: string, width: number): string[] =>
  wrap([{ text }], width).map((line) => line.map((piece) => piece.text).join(''));

/** The same as a Markdown table and a list. */
export function assertedMarkdownOf(asserted: Asserted): string {
  const { rows } = asserted.table;
  const lines = [
    `## ${markdownText(asserted.title)}`,
    '',
    `| | ${ASPECTS.join(' | ')} |`,
    `| --- |${ASPECTS.map(() => ' --- |').join('')}`,
    ...rows.map(({ label, cells }) => `| ${markdownText(label)} | ${cells.map((cell) => markdownText(cellText(cell))).join(' | ')} |`),
    '',
    markdownText(LEGEND),
    '',
    ...rows.flatMap(({ label, cells }) =>
      cells.map(
        ({ aspect, mark, why }) => `- ${markdownText(label)}, ${aspect}${mark === 'not asserted' ? '' : ` (${mark})`}: ${markdownText(why)}`,
      ),
    ),
    '',
    ...notesOf(asserted).flatMap((note) => [markdownText(note), '']),
    `_${markdownText(asserted.tool)}_`,
  ];
  return `${lines.join('\n')}\n`;
}
