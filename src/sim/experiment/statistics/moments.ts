/** Count, mean and spread of a sample. */
export interface Sample {
  n: number;
  mean: number;
  /** Unbiased; 0 for fewer than two values. */
  variance: number;
}

/** Mean and variance in one pass that loses no digits (B. P. Welford, 1962). */
export function sampleOf(values: Iterable<number>): Sample {
  let n = 0,
    mean = 0,
    squares = 0;
  for (const value of values) {
    n++;
    const off = value - mean;
    mean += off / n;
    squares += off * (value - mean);
  }
  return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
}

/** The value below which a share of an ascending sample lies, between neighbours where it falls between them. */
export function quantileOfSorted(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1),
    below = Math.floor(place),
    low = sorted[below]!;
  return below + 1 < sorted.length ? low + (sorted[below + 1]! - low) * (place - below) : low;
}
