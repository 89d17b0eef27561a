import { ASSERTED_LEGEND, assertedCellText, assertedNotes, MARK_SIGNS, type AssertedReport } from '../../report/index.ts';
import { ASPECTS, wrap, type Mark } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Io, Look } from '../io.ts';

const WIDTH = 100;

const LOOKS: Readonly<Partial<Record<Mark, Look>>> = { disagrees: 'red', 'not decided': 'yellow' };

/** The asserted table for people: words in rows and columns, then one sentence a cell. */
export function assertedTextOf(asserted: AssertedReport, io: Io): string {
  const { rows } = asserted.table;
  const names = ['', ...rows.map(({ label }) => label)],
    columns = ASPECTS.map((aspect, index) => [aspect, ...rows.map(({ cells }) => assertedCellText(cells[index]!))]);
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
        const head = index === 0 ? `  ${aspect.padEnd(9)}${MARK_SIGNS[mark].padEnd(2)} ` : ' '.repeat(14);
        const look = LOOKS[mark];
        return look === undefined ? `${head}${line}` : io.style(look, `${head}${line}`);
      }),
    ),
  ]);
  const notes = [ASSERTED_LEGEND, ...assertedNotes(asserted)].flatMap((note) => wrapped(note, WIDTH)).map((line) => io.style('gray', line));
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
