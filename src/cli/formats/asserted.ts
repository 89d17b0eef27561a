import { ASSERTED_LEGEND, assertedCellText, assertedNotes, MARK_SIGNS, type AssertedReport } from '../../report/index.ts';
import { ASPECTS, wrap, type Mark } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Io, Look } from '../io.ts';
import { WIDTH, column, tablesOf } from './columns.ts';

const LOOKS: Readonly<Partial<Record<Mark, Look>>> = { disagrees: 'red', 'not decided': 'yellow' };

/** The asserted table for people: words in rows and columns, then one sentence a cell. */
export function assertedTextOf(asserted: AssertedReport, io: Io): string {
  const { rows } = asserted.table;
  const names = column(
      '',
      rows.map(({ label }) => label),
    ),
    columns = ASPECTS.map((aspect, index) =>
      column(
        aspect,
        rows.map(({ cells }) => assertedCellText(cells[index]!)),
      ),
    );
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
  const notes = [ASSERTED_LEGEND, ...assertedNotes(asserted)]
    .flatMap((note) => wrapped(note, WIDTH))
    .map((line) => io.style('gray', line));
  const all = [
    io.style('bold', clean(asserted.title)),
    ...tablesOf(names, columns, 'left', io).flatMap((table) => ['', ...table]),
    ...reasons,
    '',
    ...notes,
  ];
  return `${all.map((line) => line.trimEnd()).join('\n')}\n`;
}

const wrapped = (text: string, width: number): string[] =>
  wrap([{ text }], width).map((line) => line.map((piece) => piece.text).join(''));
