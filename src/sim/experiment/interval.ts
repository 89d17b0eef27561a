import { FREEDOM_MIN, sampleOf, studentQuantile } from './statistics/index.ts';

/** Values at least, for an interval to be given: fewer say too little about their own spread. */
export const VALUES_MIN = FREEDOM_MIN + 1;

/** The mean of some values, and where the true mean lies. */
export interface Interval {
  n: number;
  mean: number;
  /** Null for fewer than `VALUES_MIN` values. */
  low: number | null;
  high: number | null;
}

/**
 * Student's interval of the mean.
 * @param values one or more
 * @param confidence of this one interval, 0…1
 */
export const intervalOf = (values: readonly number[], confidence: number): Interval => intervalsWith(confidence)(values);

/** The same for many samples with one confidence: the quantile, which costs more than all else, is looked up once for each size. */
export function intervalsWith(confidence: number): (values: readonly number[]) => Interval {
  const quantiles = new Map<number, number>();
  return (values) => {
    const { n, mean, variance } = sampleOf(values);
    if (n < VALUES_MIN) return { n, mean, low: null, high: null };
    const quantile = quantiles.get(n) ?? studentQuantile((1 + confidence) / 2, n - 1),
      half = quantile * Math.sqrt(variance / n);
    quantiles.set(n, quantile);
    return { n, mean, low: mean - half, high: mean + half };
  };
}
