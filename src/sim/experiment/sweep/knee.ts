import { intervalOf, VALUES_MIN } from '../interval.ts';
import { sampleOf } from '../statistics/index.ts';
import { halvesOf } from './halves.ts';

/** Where a curve bends most, or turns. */
export interface Knee {
  /** Place of the point on the curve. */
  at: number;
  /** A bend; or, with both ends beyond chance above or below it, the lowest or the highest point. */
  shape: 'bend' | 'lowest' | 'highest';
  /** Distance from the chord between the ends, as a share of the curve's range. */
  gap: number;
  /** Of so many halves of the runs, so many have their knee at this very point. */
  halves: number;
  agreeing: number;
}

/** A bend that is less than this share of the range is a straight line to the eye. */
const GAP_MIN = 0.1;

/** Share of the halves that must agree. */
const AGREE_MIN = 2 / 3;

/**
 * The point that is farthest from the chord between the ends of the curve, both axes scaled to 0…1 (V. Satopää, J. Albrecht, D. Irwin and
 * B. Raghavan, Finding a "Kneedle" in a Haystack, 2011; of all points, as the whole curve is known). It is reported only when
 * - it is a tenth of the range away from the chord;
 * - the gap, run by run (all points play the same seeds), has an interval that leaves out zero, corrected for all inner points; and
 * - two in three balanced halves of the runs have their knee at the same point.
 * So a straight line has none, and neither has noise.
 * @param places of the points from 0 to 1, ascending
 * @param values of each run that has one at every point, by point
 * @param confidence of this curve, 0…1
 */
export function kneeOf(places: readonly number[], values: readonly (readonly number[])[], confidence: number): Knee | null {
  const inner = places.length - 2,
    count = values[0]?.length ?? 0;
  if (inner < 1 || count < VALUES_MIN) return null;
  const found = farthest(places, values.map((point) => sampleOf(point).mean));
  if (found === null || Math.abs(found.gap) < GAP_MIN) return null;
  const each = 1 - (1 - confidence) / inner,
    [first, last] = [values[0]!, values.at(-1)!];
  const leavesOutZero = (differences: readonly number[]): number => {
    const { low, high } = intervalOf(differences, each);
    return low! > 0 ? 1 : high! < 0 ? -1 : 0;
  };
  const bend = values[found.at]!.map((value, run) => value - chord(places[found.at]!, first[run]!, last[run]!));
  if (leavesOutZero(bend) === 0) return null;
  const halves = halvesOf(count);
  const agreeing = halves.filter(
    (half) => farthest(places, values.map((point) => sampleOf(half.map((run) => point[run]!)).mean))?.at === found.at,
  ).length;
  if (halves.length === 0 || agreeing < AGREE_MIN * halves.length) return null;
  const [left, right] = [first, last].map((end) => leavesOutZero(values[found.at]!.map((value, run) => value - end[run]!)));
  const shape = left !== right || left === 0 ? 'bend' : left! < 0 ? 'lowest' : 'highest';
  return { at: found.at, shape, gap: Math.abs(found.gap), halves: halves.length, agreeing };
}

/** The inner point with the largest gap, as a share of the range; null when there is no range. Of several, the first. */
function farthest(places: readonly number[], means: readonly number[]): { at: number; gap: number } | null {
  const range = Math.max(...means) - Math.min(...means);
  if (range === 0) return null;
  return means.slice(1, -1).reduce<{ at: number; gap: number } | null>((best, mean, index) => {
    const gap = (mean - chord(places[index + 1]!, means[0]!, means.at(-1)!)) / range;
    return best !== null && Math.abs(gap) <= Math.abs(best.gap) ? best : { at: index + 1, gap };
  }, null);
}

const chord = (place: number, first: number, last: number): number => first + (last - first) * place;
