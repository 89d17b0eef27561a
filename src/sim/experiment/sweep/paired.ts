import { METRICS } from '../../metrics/index.ts';
import { contrastOf, runsOf, type Contrast } from '../comparison.ts';
import { intervalsWith, type Interval } from '../interval.ts';
import type { Row } from '../play.ts';
import type { Grid } from './grid.ts';
import type { SweepMetric } from './sweep-metric.ts';

/** The runs of a grid, point by point, and the differences between points over the runs that both have. */
export interface Paired {
  isPlayed(point: number): boolean;
  /** By replication, in order. */
  runsAt(point: number, what: SweepMetric): ReadonlyMap<number, Row>;
  /** Values by replication; null where there is no run, or it has none. */
  valuesAt(point: number, what: SweepMetric): readonly (number | null)[];
  /** Null where no replication has both values. */
  difference(one: number, other: number, what: SweepMetric): Interval | null;
  contrast(one: number, other: number, what: SweepMetric): Contrast | null;
}

const NOBODY: ReadonlyMap<number, Row> = new Map();

/** @param each confidence of one difference, 0…1 */
export function pairedOf({ points, arms }: Grid, rows: readonly Row[], each: number): Paired {
  const runs = runsOf(arms, rows),
    count = rows.reduce((most, { replication }) => Math.max(most, replication + 1), 0),
    places = new Map(METRICS.map(({ id }, index) => [id, index])),
    intervalOf = intervalsWith(each),
    known = new Map<string, (number | null)[]>();
  const runsAt: Paired['runsAt'] = (point, { under }) => {
    const arm = points[point]!.arms[under ?? 'asIs'];
    return arm === undefined ? NOBODY : runs[arm]!;
  };
  const valuesAt: Paired['valuesAt'] = (point, what) => {
    const key = `${point} ${what.key}`,
      before = known.get(key);
    if (before !== undefined) return before;
    const place = places.get(what.metric.id)!,
      own = runsAt(point, what),
      values = Array.from({ length: count }, (_, replication) => own.get(replication)?.values[place] ?? null);
    known.set(key, values);
    return values;
  };
  const difference: Paired['difference'] = (one, other, what) => {
    const [minuends, subtrahends] = [valuesAt(one, what), valuesAt(other, what)],
      values: number[] = [];
    for (let replication = 0; replication < count; replication++) {
      const [minuend, subtrahend] = [minuends[replication]!, subtrahends[replication]!];
      if (minuend !== null && subtrahend !== null) values.push(minuend - subtrahend);
    }
    return values.length === 0 ? null : intervalOf(values);
  };
  return {
    isPlayed: (point) => points[point]!.problem === null,
    runsAt,
    valuesAt,
    difference,
    contrast: (one, other, what) => contrastOf(difference(one, other, what)),
  };
}
