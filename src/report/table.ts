import { METRICS, OUTCOME_LABELS, VALUES_MIN, type ArmSummary, type Comparison, type Metric, type Outcome } from '../sim/index.ts';
import { estimateOf } from './estimate.ts';

/** Heads that are short enough for a column; others go by their labels. */
const HEADS: Readonly<Record<string, string>> = {
  blastRequests: 'Failed by rollout',
  surplus: 'Extra cost',
  peakServers: 'Peak servers',
};

export interface TableColumn {
  id: string;
  head: string;
  explains: string;
  better: Metric['better'];
  /** Where all its values lie, of all rows; null when there are none. */
  extent: readonly [number, number] | null;
}

export interface TableCell {
  metric: string;
  mean: number;
  low: number | null;
  high: number | null;
  /** The mean, and half of its interval, for people: `42.1 s` and `0.8 s`. */
  said: string;
  half: string | null;
  /** Both in one: `42.1 ± 0.8 s`. */
  both: string;
  values: readonly number[];
  /** How many runs have the value, and of how many, when not all do. */
  share: { of: number; runs: number } | null;
  /** Beyond chance, and in which sense; null when that cannot be said. */
  difference: { sign: '▲' | '▼'; said: string; verdict: 'better' | 'worse' | 'different' } | null;
  typicalSeed: number;
  worstSeed: number;
}

export interface TableRow {
  id: string;
  label: string;
  isReference: boolean;
  /** Nothing beats it, as far as can be told. */
  isUnbeaten: boolean;
  runs: number;
  outcomes: { id: Outcome; label: string; count: number }[];
  /** Null where no run has the value. */
  cells: (TableCell | null)[];
}

export interface Table {
  columns: TableColumn[];
  rows: TableRow[];
}

/** A comparison as people read it. */
export function tableOf({ arms, metrics, reference }: Comparison): Table {
  const columns = metrics.map(metricOf);
  return {
    columns: columns.map(({ id, explains, better }) => {
      const ends = arms.flatMap(({ cells }) => {
        const { sorted } = cells[id]!;
        return sorted.length === 0 ? [] : [sorted[0]!, sorted.at(-1)!];
      });
      const extent = ends.length === 0 ? null : ([Math.min(...ends), Math.max(...ends)] as const);
      return { id, head: headOf(id), explains, better, extent };
    }),
    rows: arms.map((arm) => {
      const { id, label, outcomes, cells, contrasts } = arm;
      const ended = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
      return {
        id,
        label,
        isReference: id === reference,
        isUnbeaten: isUnbeaten(arm),
        runs: runsOf(arm),
        outcomes: ended.map((outcome) => ({ id: outcome, label: OUTCOME_LABELS[outcome], count: outcomes[outcome] })),
        cells: columns.map((metric) => cellOf(metric, cells[metric.id]!, contrasts[metric.id] ?? null)),
      };
    }),
  };
}

export const OUTCOMES = Object.keys(OUTCOME_LABELS) as Outcome[];

export const metricOf = (id: string): Metric => METRICS.find((metric) => metric.id === id)!;
export const headOf = (id: string): string => HEADS[id] ?? metricOf(id).label;

/** With fewer runs than an interval takes, nothing beats anything beyond chance, and that says nothing. */
export const isUnbeaten = (arm: ArmSummary): boolean => !arm.isDominated && runsOf(arm) >= VALUES_MIN;

const runsOf = ({ outcomes }: ArmSummary): number => OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);

function cellOf(metric: Metric, cell: ArmSummary['cells'][string], contrast: ArmSummary['contrasts'][string]): TableCell | null {
  const { mean, low, high, n, none, sorted, typicalSeed, worstSeed } = cell;
  if (mean === null || typicalSeed === null || worstSeed === null) return null;
  const told = estimateOf(metric.unit, mean, high === null ? null : high - mean);
  return {
    metric: metric.id,
    mean,
    low,
    high,
    said: `${told.mean}${told.suffix}`,
    half: told.half === null ? null : `${told.half}${told.suffix}`,
    both: `${told.mean}${told.half === null ? '' : ` ± ${told.half}`}${told.suffix}`,
    values: sorted,
    share: none > 0 ? { of: n, runs: n + none } : null,
    difference: contrast?.differs ? differenceOf(metric, contrast.mean, contrast.high! - contrast.mean) : null,
    typicalSeed,
    worstSeed,
  };
}

function differenceOf({ unit, better }: Metric, mean: number, half: number): NonNullable<TableCell['difference']> {
  const isMore = mean > 0,
    told = estimateOf(unit, Math.abs(mean), half);
  const verdict = better === 'neither' ? 'different' : isMore === (better === 'higher') ? 'better' : 'worse';
  // What is between two shares is points, and not a share.
  const suffix = unit === 'share' ? ' pp' : told.suffix;
  return { sign: isMore ? '▲' : '▼', said: `${isMore ? '+' : '−'}${told.mean}${suffix}`, verdict };
}
