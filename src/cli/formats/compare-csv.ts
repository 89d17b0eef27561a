import { EXPORTED_UNITS, OUTCOME_LABELS, exported, type Outcome } from '../../sim/index.ts';
import type { Compared } from '../compare.ts';
import { metricOf } from './compare-words.ts';
import { cell } from './csv.ts';

const OUTCOMES = Object.keys(OUTCOME_LABELS) as Outcome[];
const COLUMNS = [
  ...['row', 'label', 'file', 'root', 'replications', 'confidence', 'family', ...OUTCOMES, 'dominated', 'metric', 'unit'],
  ...['runs', 'runsWithout', 'mean', 'low', 'high', 'median', 'q10', 'q90', 'typicalSeed', 'worstSeed'],
  ...['reference', 'pairs', 'difference', 'differenceLow', 'differenceHigh', 'differs'],
];

/** One row per arm and metric; an empty value where there is none. */
export function compareCsvOf({ arms, comparison, settings }: Compared): string {
  const { confidence, family, metrics, reference, replications } = comparison;
  const rows = comparison.arms.flatMap((summary, index) =>
    metrics.map((id) => {
      const { unit } = metricOf(id),
        found = summary.cells[id]!,
        contrast = summary.contrasts[id] ?? null;
      const told = (value: number | null | undefined): number | null => exported(unit, value ?? null);
      return [
        ...[summary.id, summary.label, arms[index]!.file, settings.root, replications, confidence, family],
        ...OUTCOMES.map((outcome) => summary.outcomes[outcome]),
        ...[String(summary.isDominated), id, EXPORTED_UNITS[unit], found.n, found.none],
        ...[found.mean, found.low, found.high, found.median, found.q10, found.q90].map(told),
        ...[found.typicalSeed, found.worstSeed, reference, contrast?.n ?? null],
        ...[contrast?.mean, contrast?.low, contrast?.high].map(told),
        contrast === null ? null : String(contrast.differs),
      ];
    }),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map((value) => cell(value ?? '')).join(',')}\r\n`).join('');
}
