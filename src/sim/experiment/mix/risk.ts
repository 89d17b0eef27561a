import { intervalOf, type Interval } from '../interval.ts';
import { HAPPENINGS, type Happening, type Mix } from './mix.ts';

/**
 * What is to be expected under a mix: each happening's mean with its probability as weight (a stratified estimate: no run is wasted on drawing
 * what happens). One replication plays all happenings on one seed, so their values are not independent; the interval is therefore that of
 * the weighted sums, one a replication, and holds the covariances.
 * @param values of each happening, in the order of the replications; all equally many, one or more
 * @param confidence of this one interval, 0…1
 * @throws RangeError when a happening has more values than another
 */
export function expectedOf(mix: Mix, values: Readonly<Record<Happening, readonly number[]>>, confidence: number): Interval {
  const { length } = values.good;
  if (HAPPENINGS.some((id) => values[id].length !== length)) throw new RangeError('every happening must have as many values');
  const sums = values.good.map((_, replication) => HAPPENINGS.reduce((sum, id) => sum + mix[id] * values[id][replication]!, 0));
  return intervalOf(sums, confidence);
}
