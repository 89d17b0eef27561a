/** The value below which a share of the sample lies, between neighbours by a straight line (type 7 in Hyndman and Fan's list). */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share,
    below = Math.floor(place);
  const low = sorted[below]!,
    high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}

/** Kayenta's own factor, for the judge. */
export const FENCE_FACTOR = 3;

/**
 * Which values lie outside the fences: `factor` inter-quartile ranges below the first quartile and above the third.
 * @param isWidened the fences are moved out to the 1st and 99th percentiles where they are narrower, as the judge does
 */
export function iqrOutliers(values: readonly number[], factor: number = FENCE_FACTOR, isWidened = false): boolean[] {
  if (values.length === 0) return [];
  const sorted = Float64Array.from(values).sort();
  const first = percentile(sorted, 0.25),
    third = percentile(sorted, 0.75);
  const low = first - factor * (third - first),
    high = third + factor * (third - first);
  const least = isWidened ? Math.min(low, percentile(sorted, 0.01)) : low,
    most = isWidened ? Math.max(high, percentile(sorted, 0.99)) : high;
  return values.map((value) => value < least || value > most);
}

/** Which values lie more than `factor` standard deviations from the mean. */
export function kSigmaOutliers(values: readonly number[], factor: number): boolean[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const reach = factor * Math.sqrt(squares / (values.length - 1));
  return values.map((value) => Math.abs(value - mean) > reach);
}
