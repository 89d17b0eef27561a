import { EXPORTED_UNITS, exported } from '../sim/index.ts';
import { COMPARISON_SCHEMA, type Report } from './report.ts';
import { metricOf, OUTCOMES } from './table.ts';
import { csvCell } from './text.ts';

const COLUMNS = [
  ...['row', 'label', 'file', 'root', 'replications', 'confidence', 'family', ...OUTCOMES, 'dominated', 'metric', 'unit'],
  ...['runs', 'runsWithout', 'mean', 'low', 'high', 'median', 'q10', 'q90', 'typicalSeed', 'worstSeed'],
  ...['reference', 'pairs', 'difference', 'differenceLow', 'differenceHigh', 'differs', 'schema', 'tool', 'again'],
];

/** One line per row and metric; durations in seconds, shares 0…1, an empty value where there is none. `again` is what brings it back. */
export function csvOf({ arms, comparison, root, tool, link, command }: Report): string {
  const { confidence, family, metrics, reference, replications } = comparison;
  const lines = comparison.arms.flatMap((summary, index) =>
    metrics.map((id) => {
      const { unit } = metricOf(id),
        found = summary.cells[id]!,
        contrast = summary.contrasts[id] ?? null;
      const told = (value: number | null | undefined): number | null => exported(unit, value ?? null);
      return [
        ...[summary.id, summary.label, arms[index]!.file, root, replications, confidence, family],
        ...OUTCOMES.map((outcome) => summary.outcomes[outcome]),
        ...[String(summary.isDominated), id, EXPORTED_UNITS[unit], found.n, found.none],
        ...[found.mean, found.low, found.high, found.median, found.q10, found.q90].map(told),
        ...[found.typicalSeed, found.worstSeed, reference, contrast?.n],
        ...[contrast?.mean, contrast?.low, contrast?.high].map(told),
        ...[contrast === null ? null : String(contrast.differs), COMPARISON_SCHEMA, tool, link ?? command],
      ];
    }),
  );
  return [COLUMNS, ...lines].map((line) => `${line.map((value) => csvCell(value ?? '')).join(',')}\r\n`).join('');
}
