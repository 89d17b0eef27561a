import { METRICS, type Metric, type Outcome } from '../metrics/index.ts';
import type { Arm } from './arm.ts';
import { cellOf, type Cell } from './cell.ts';
import { COMPARED, DOMINANCE } from './compared.ts';
import { intervalOf, type Interval } from './interval.ts';
import type { Row } from './play.ts';

/** An arm's value minus the reference's, over the replications in which both have one: the same users, arrivals and boots. */
export interface Contrast extends Interval {
  /** The interval leaves out zero. */
  differs: boolean;
}

export interface ArmSummary {
  id: string;
  label: string;
  /** How its runs ended. */
  outcomes: Record<Outcome, number>;
  /** By metric id. */
  cells: Record<string, Cell>;
  /** By metric id; null for the reference itself, and where no replication has both values. */
  contrasts: Record<string, Contrast | null>;
  /** Another arm is nowhere worse, and somewhere better beyond chance; see `DOMINANCE`. */
  isDominated: boolean;
}

export interface Comparison {
  /** With which all intervals hold together. */
  confidence: number;
  /** Id of the arm that the others are held against. */
  reference: string;
  /** Replications of which at least one arm has been played. */
  replications: number;
  /** How many intervals hold together (Bonferroni): one of each mean, and one of each difference. */
  family: number;
  /** Metric ids, in the order asked for. */
  metrics: readonly string[];
  arms: ArmSummary[];
}

export interface SummaryOptions {
  /** Default 0.95. */
  confidence?: number;
  /** Id of an arm; default the first. */
  reference?: string;
  /** Metric ids; default `COMPARED`. */
  metrics?: readonly string[];
}

/**
 * Boils rows down to what can be said about the arms. The order of the rows does not matter, and they may be of an experiment that is
 * still going on.
 * @throws RangeError for a reference, a metric or a row that does not belong there, no metric at all, or a run that is there twice
 */
export function summarise(arms: readonly Arm[], rows: readonly Row[], options: SummaryOptions = {}): Comparison {
  const { confidence = 0.95, reference = arms[0]?.id, metrics = COMPARED } = options;
  const place = arms.findIndex(({ id }) => id === reference);
  if (reference === undefined || place < 0) throw new RangeError(`no arm is called ${reference}`);
  if (metrics.length === 0) throw new RangeError('no metric is asked for');
  const columns = metrics.map(columnOf),
    family = (2 * arms.length - 1) * columns.length,
    each = 1 - (1 - confidence) / family,
    runs = runsOf(arms, rows);

  const difference = (one: number, other: number, { index }: Column): Interval | null => {
    const values = [...runs[one]!.values()].flatMap((row) => {
      const minuend = row.values[index]!,
        subtrahend = runs[other]!.get(row.replication)?.values[index] ?? null;
      return minuend === null || subtrahend === null ? [] : [minuend - subtrahend];
    });
    return values.length === 0 ? null : intervalOf(values, each);
  };
  const criteria = DOMINANCE.map(columnOf);
  const beats = (one: number, other: number): boolean => {
    const differences = criteria.flatMap((column) => difference(one, other, column) ?? []);
    return differences.every(({ mean }) => mean <= 0) && differences.some(({ high }) => high !== null && high < 0);
  };

  return {
    confidence,
    reference,
    replications: new Set(rows.map(({ replication }) => replication)).size,
    family,
    metrics,
    arms: arms.map(({ id, label }, arm) => {
      const own = [...runs[arm]!.values()];
      const byMetric = <T>(of: (column: Column) => T): Record<string, T> =>
        Object.fromEntries(columns.map((column) => [column.metric.id, of(column)]));
      const valuesOf = ({ index }: Column) => own.map(({ seed, values }) => ({ seed, value: values[index]! }));
      return {
        id,
        label,
        outcomes: outcomesOf(own),
        cells: byMetric((column) => cellOf(valuesOf(column), column.metric.better, each)),
        contrasts: byMetric((column) => (arm === place ? null : contrastOf(difference(arm, place, column)))),
        isDominated: arms.some((_, other) => other !== arm && beats(other, arm)),
      };
    }),
  };
}

interface Column {
  metric: Metric;
  /** Place of its values in a row. */
  index: number;
}

function columnOf(id: string): Column {
  const index = METRICS.findIndex((metric) => metric.id === id);
  if (index < 0) throw new RangeError(`no metric is called ${id}`);
  return { metric: METRICS[index]!, index };
}

/** The runs of each arm by replication, always in the same order, so that sums come out alike to the last bit. */
export function runsOf(arms: readonly Arm[], rows: readonly Row[]): Map<number, Row>[] {
  const runs = arms.map(() => new Map<number, Row>());
  for (const row of rows.toSorted((a, b) => a.replication - b.replication)) {
    const own = runs[row.arm];
    if (own === undefined) throw new RangeError(`there is no arm ${row.arm}`);
    if (own.has(row.replication)) throw new RangeError(`replication ${row.replication} of arm ${row.arm} is there twice`);
    own.set(row.replication, row);
  }
  return runs;
}

/** Null where no replication has both values. */
export const contrastOf = (difference: Interval | null): Contrast | null =>
  difference && {
    ...difference,
    differs: difference.low !== null && difference.high !== null && (difference.low > 0 || difference.high < 0),
  };

function outcomesOf(rows: readonly Row[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { promoted: 0, rolledBack: 0, compared: 0, stalled: 0, degraded: 0 };
  for (const { outcome } of rows) counts[outcome]++;
  return counts;
}
