import { METRICS } from '../../metrics/index.ts';
import { contrastOf, runsOf, type Contrast } from '../comparison.ts';
import { intervalOf, type Interval } from '../interval.ts';
import type { Row } from '../play.ts';
import type { Grid } from './grid.ts';
import type { SweepMetric } from './sweep-metric.ts';

/** The runs of a grid, point by point, and the differences between points over the runs that both have. */
export interface Paired {
  isPlayed(point: number): boolean;
  /** In the order of their replications. */
  runsAt(point: number, what: SweepMetric): ReadonlyMap<number, Row>;
  valueIn(row: Row | undefined, what: SweepMetric): number | null;
  difference(one: number, other: number, what: SweepMetric): Interval | null;
  contrast(one: number, other: number, what: SweepMetric): Contrast | null;
}

const NOBODY: ReadonlyMap<number, Row> = new Map();

/** @param each confidence of one difference, 0…1 */
export function pairedOf({ points, arms }: Grid, rows: readonly Row[], each: number): Paired {
  const runs = runsOf(arms, rows),
    places = new Map(METRICS.map(({ id }, index) => [id, index]));
  const runsAt: Paired['runsAt'] = (point, { under }) => {
    const arm = points[point]!.arms[under ?? 'asIs'];
    return arm === undefined ? NOBODY : runs[arm]!;
  };
  const valueIn: Paired['valueIn'] = (row, { metric }) => row?.values[places.get(metric.id)!] ?? null;
  const difference: Paired['difference'] = (one, other, what) => {
    const subtrahends = runsAt(other, what);
    const values = [...runsAt(one, what)].flatMap(([replication, row]) => {
      const [minuend, subtrahend] = [valueIn(row, what), valueIn(subtrahends.get(replication), what)];
      return minuend === null || subtrahend === null ? [] : [minuend - subtrahend];
    });
    return values.length === 0 ? null : intervalOf(values, each);
  };
  return {
    isPlayed: (point) => points[point]!.problem === null,
    runsAt,
    valueIn,
    difference,
    contrast: (one, other, what) => contrastOf(difference(one, other, what)),
  };
}
