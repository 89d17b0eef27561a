import type { Metric } from '../metrics/index.ts';
import { intervalOf } from './interval.ts';
import { quantileOfSorted } from './statistics/index.ts';

/** One metric of one arm over all its runs, in the engine's units. */
export interface Cell {
  /** Runs that have the value. */
  n: number;
  /** Runs that do not: no rollback, no rollback time. */
  none: number;
  /** All of these are null where no run has the value. */
  mean: number | null;
  median: number | null;
  q10: number | null;
  q90: number | null;
  /** Interval of the mean, which holds together with all others of the comparison; null for fewer than 6 values. */
  low: number | null;
  high: number | null;
  /** All values, ascending. */
  sorted: number[];
  /** Seed of the run nearest to the median. */
  typicalSeed: number | null;
  /** Seed of the worst run: the largest value, or the smallest where more is better. */
  worstSeed: number | null;
}

/** The value of one run. */
export interface Value {
  seed: number;
  value: number | null;
}

const NOTHING = {
  n: 0,
  mean: null,
  median: null,
  q10: null,
  q90: null,
  low: null,
  high: null,
  typicalSeed: null,
  worstSeed: null,
};

/** @param runs in the order of their replications, so that of several runs the first is named */
export function cellOf(runs: readonly Value[], better: Metric['better'], confidence: number): Cell {
  const known = runs.flatMap(({ seed, value }) => (value === null ? [] : [{ seed, value }])),
    none = runs.length - known.length;
  if (known.length === 0) return { ...NOTHING, none, sorted: [] };
  const values = known.map(({ value }) => value),
    sorted = values.toSorted((a, b) => a - b),
    median = quantileOfSorted(sorted, 0.5),
    sign = better === 'higher' ? -1 : 1;
  const least = (cost: (value: number) => number): number =>
    known.reduce((best, run) => (cost(run.value) < cost(best.value) ? run : best)).seed;
  return {
    ...intervalOf(values, confidence),
    none,
    median,
    q10: quantileOfSorted(sorted, 0.1),
    q90: quantileOfSorted(sorted, 0.9),
    sorted,
    typicalSeed: least((value) => Math.abs(value - median)),
    worstSeed: least((value) => -sign * value),
  };
}
