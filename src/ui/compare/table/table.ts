import { METRICS, OUTCOME_LABELS, said, VALUES_MIN, type Comparison, type Metric, type Outcome } from '../../../sim/index.ts';

/** Heads that are short enough for a column; others go by their labels. */
const HEADS: Readonly<Record<string, string>> = {
  blastRequests: 'Failed by rollout',
  surplus: 'Surplus cost',
  peakServers: 'Peak servers',
};

export interface TableColumn {
  id: string;
  head: string;
  explains: string;
  /** Where all its values lie, of all rows; null when there are none. */
  extent: readonly [number, number] | null;
}

export interface TableCell {
  metric: string;
  mean: number;
  low: number | null;
  high: number | null;
  /** The mean, and half of its interval, for people. */
  said: string;
  half: string | null;
  values: readonly number[];
  /** Runs that have the value, when not all do. */
  share: string | null;
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
    columns: columns.map(({ id, label, explains }) => {
      const ends = arms.flatMap(({ cells }) => {
        const { sorted } = cells[id]!;
        return sorted.length === 0 ? [] : [sorted[0]!, sorted.at(-1)!];
      });
      return { id, head: HEADS[id] ?? label, explains, extent: ends.length === 0 ? null : [Math.min(...ends), Math.max(...ends)] };
    }),
    rows: arms.map(({ id, label, outcomes, cells, contrasts, isDominated }) => {
      const ended = (Object.keys(OUTCOME_LABELS) as Outcome[]).filter((outcome) => outcomes[outcome] > 0),
        runs = ended.reduce((sum, outcome) => sum + outcomes[outcome], 0);
      return {
        id,
        label,
        isReference: id === reference,
        isUnbeaten: !isDominated && runs >= VALUES_MIN,
        runs,
        outcomes: ended.map((outcome) => ({ id: outcome, label: OUTCOME_LABELS[outcome], count: outcomes[outcome] })),
        cells: columns.map((metric) => cellOf(metric, cells[metric.id]!, contrasts[metric.id] ?? null)),
      };
    }),
  };
}

export const metricOf = (id: string): Metric => METRICS.find((metric) => metric.id === id)!;

type Summary = Comparison['arms'][number];

function cellOf(metric: Metric, cell: Summary['cells'][string], contrast: Summary['contrasts'][string]): TableCell | null {
  const { mean, low, high, n, none, sorted, typicalSeed, worstSeed } = cell;
  if (mean === null || typicalSeed === null || worstSeed === null) return null;
  return {
    metric: metric.id,
    mean,
    low,
    high,
    said: said(metric.unit, mean),
    half: high === null ? null : said(metric.unit, high - mean),
    values: sorted,
    share: none > 0 ? `${n} of ${n + none}` : null,
    difference: contrast?.differs ? differenceOf(metric, contrast.mean) : null,
    typicalSeed,
    worstSeed,
  };
}

function differenceOf({ unit, better }: Metric, mean: number): NonNullable<TableCell['difference']> {
  const isMore = mean > 0;
  const verdict = better === 'neither' ? 'different' : isMore === (better === 'higher') ? 'better' : 'worse';
  return { sign: isMore ? '▲' : '▼', said: `${isMore ? '+' : '−'}${said(unit, Math.abs(mean))}`, verdict };
}

/** How values lie between two ends: so many in each of some slots of one width. */
export function slotsOf(values: readonly number[], [from, to]: readonly [number, number], slots: number): number[] {
  const counts = Array.from({ length: slots }, () => 0);
  for (const value of values) {
    const place = to > from ? Math.floor(((value - from) / (to - from)) * slots) : Math.floor(slots / 2);
    counts[Math.min(slots - 1, Math.max(0, place))]!++;
  }
  return counts;
}
