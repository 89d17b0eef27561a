import { findZero } from './brent.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** How far the canary's values lie above the baseline's. */
export interface Shift {
  /** Bounds of the confidence interval; on tied data `low` may lie above `high` by the search's tolerance. */
  low: number;
  high: number;
  /** The Hodges–Lehmann estimate. */
  estimate: number;
  /** Two-sided, of the hypothesis that nothing has shifted. */
  pValue: number;
}

/** Kayenta's root finder stops this near to the step it looks for, in the unit of the metric. */
const TOLERANCE = 1e-4;

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/**
 * The Mann–Whitney statistic of the canary's values, each lowered by `shift`, against the baseline's: standard normal if that is the
 * true shift; with corrections for ties and continuity. It falls, in steps, as the shift grows.
 * @returns 0 when all values are tied, for then there is nothing to tell them apart by
 */
export const shiftStatistic = (canary: readonly number[], baseline: readonly number[], shift: number): number =>
  statistic(ascending(canary), ascending(baseline), shift);

function statistic(canary: Float64Array, baseline: Float64Array, shift: number): number {
  const n = canary.length,
    m = baseline.length,
    all = n + m;
  let rankSum = 0,
    ties = 0,
    i = 0,
    j = 0;
  // Both are sorted, so one walk through them meets every group of ties in order.
  while (i < n || j < m) {
    const value = Math.min(i < n ? canary[i]! - shift : Infinity, j < m ? baseline[j]! : Infinity);
    const ranked = i + j;
    let mine = 0;
    for (; i < n && canary[i]! - shift === value; i++) mine++;
    while (j < m && baseline[j]! === value) j++;
    const tied = i + j - ranked;
    rankSum += mine * (ranked + (tied + 1) / 2);
    ties += tied * tied * tied - tied;
  }
  const excess = rankSum - (n * (n + 1)) / 2 - (n * m) / 2;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  return variance > 0 ? (excess - Math.sign(excess) / 2) / Math.sqrt(variance) : 0;
}

/**
 * The shift between two samples by the large-sample Mann–Whitney test, with the root finder and tolerance that Kayenta uses.
 * Two constant samples differ by exactly one number, which is all three results (Kayenta gets there by adding a tiny noise;
 * here, none is drawn).
 * @param confidence of the interval, between 0 and 1
 * @throws RangeError when a sample is empty
 */
export function mannWhitney(canary: readonly number[], baseline: readonly number[], confidence: number): Shift {
  if (canary.length === 0 || baseline.length === 0) throw new RangeError('a shift needs values on both sides');
  const x = ascending(canary),
    y = ascending(baseline);
  const least = x[0]! - y[y.length - 1]!,
    most = x[x.length - 1]! - y[0]!;
  const pValue = Math.min(1, 2 * normalCdf(-Math.abs(statistic(x, y, 0))));
  if (least === most) return { low: least, high: least, estimate: least, pValue };
  const shiftAt = (quantile: number): number => {
    const above = (shift: number) => statistic(x, y, shift) - quantile;
    if (above(least) <= 0) return least;
    if (above(most) >= 0) return most;
    return findZero(above, least, most, TOLERANCE);
  };
  const quantile = normalQuantile((1 - confidence) / 2);
  return { low: shiftAt(-quantile), high: shiftAt(quantile), estimate: shiftAt(0), pValue };
}
