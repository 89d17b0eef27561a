import { ASPECTS, HAPPENINGS, SECOND, unitOf, type AssertedCell } from '../sim/index.ts';
import type { AssertedReport } from './asserted.ts';
import { csvCell } from './text.ts';

/** Raised whenever a reader of the files would have to change. */
export const ASSERTED_SCHEMA = 'cutover.asserted/1';

/** What machines read: times of the usual servers, and seconds. */
const UNITS = { times: 'times', duration: 'seconds' } as const;

function told({ aspect, value }: AssertedCell): AssertedCell['value'] {
  if (value === null) return null;
  const scale = (number: number): number => (unitOf(aspect) === 'duration' ? number / SECOND : number);
  const { n, mean, low, high } = value;
  return { n, mean: scale(mean), low: low === null ? null : scale(low), high: high === null ? null : scale(high) };
}

/** All of the table as one object: measured and asserted words, marks, the values behind them, and the runs that show them. */
export function assertedJsonOf({ title, table, runs, root, tool, link }: AssertedReport): string {
  const { mix, confidence, family, rows } = table;
  return `${JSON.stringify({
    ...{ schema: ASSERTED_SCHEMA, tool, title, link, root, runs, confidence, family, mix },
    rows: rows.map(({ strategy, label, cells, failed }) => ({
      strategy,
      label,
      // Requests of one release, under the mix.
      failed,
      cells: cells.map((cell) => {
        const { aspect, measured, asserted, mark, telling, why } = cell;
        return { aspect, measured, asserted, mark, unit: UNITS[unitOf(aspect)], value: told(cell), telling, why };
      }),
    })),
  })}\n`;
}

const COLUMNS = [
  ...['strategy', 'label', 'aspect', 'measured', 'mark', 'asserted', 'unit', 'runs', 'mean', 'low', 'high'],
  ...['typicalUnder', 'typicalSeed', 'worstUnder', 'worstSeed', 'why'],
  ...['runsEach', 'root', 'confidence', 'family', ...HAPPENINGS.map((id) => `mix.${id}`), 'schema', 'tool'],
];

/** One line per strategy and aspect; an empty value where there is none. */
export function assertedCsvOf({ table, runs, root, tool }: AssertedReport): string {
  const { mix, confidence, family, rows } = table;
  const lines = rows.flatMap(({ strategy, label, cells }) =>
    ASPECTS.map((aspect, place) => {
      const cell = cells[place]!,
        { measured, mark, asserted, telling, why } = cell,
        value = told(cell);
      return [
        ...[strategy, label, aspect, measured, mark, asserted, UNITS[unitOf(aspect)]],
        ...[value?.n, value?.mean, value?.low, value?.high],
        ...[telling?.typical.happening, telling?.typical.seed, telling?.worst.happening, telling?.worst.seed, why],
        ...[runs, root, confidence, family, ...HAPPENINGS.map((id) => mix[id]), ASSERTED_SCHEMA, tool],
      ];
    }),
  );
  return [COLUMNS, ...lines].map((line) => `${line.map((value) => csvCell(value ?? '')).join(',')}\r\n`).join('');
}
