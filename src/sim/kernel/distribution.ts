import erfcinv from '@stdlib/math-base-special-erfcinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { GRID, tabulate } from './table.ts';

/**
 * How an amount varies. The unit is the caller's (microseconds for durations).
 * - `lognormal` is given by what people can read off a dashboard: its median and its 99th percentile.
 * - `empirical` is a recorded sample in ascending order; draws interpolate between neighbours.
 */
export type Distribution =
  | { kind: 'constant'; value: number }
  | { kind: 'exponential'; mean: number }
  | { kind: 'lognormal'; median: number; p99: number }
  | { kind: 'empirical'; sorted: readonly number[] };

/**
 * Maps a uniform number in (0, 1) to an amount; larger in, larger out. One uniform per draw keeps streams aligned across
 * what-ifs. Exponential and lognormal amounts come from a table and are within a millionth of exact.
 */
export type Quantile = (uniform: number) => number;

const SQRT2 = Math.sqrt(2);
/** The standard normal quantile: Φ⁻¹(p) = −√2 · erfc⁻¹(2p). */
const normalQuantile = (p: number): number => -SQRT2 * erfcinv(2 * p);
const NORMAL_P99 = normalQuantile(0.99);

const standardExponential: Quantile = (uniform) => -ln(1 - uniform);
let exponentialTable: Quantile | undefined;
let normalGrid: Float64Array | undefined;
const prepared = new WeakMap<Distribution, Quantile>();

/** Prepares the inverse cumulative distribution function, once for each distribution object; the object must not change later. */
export function quantileOf(distribution: Distribution): Quantile {
  const known = prepared.get(distribution);
  if (known) return known;
  const quantile = prepare(distribution);
  prepared.set(distribution, quantile);
  return quantile;
}

function prepare(distribution: Distribution): Quantile {
  switch (distribution.kind) {
    case 'constant': {
      const { value } = distribution;
      return () => value;
    }
    case 'exponential': {
      const { mean } = distribution;
      const standard = (exponentialTable ??= tabulate(GRID.map(standardExponential), standardExponential));
      return (uniform) => mean * standard(uniform);
    }
    case 'lognormal': {
      const { median } = distribution,
        spread = spreadOf(distribution);
      const normal = (normalGrid ??= GRID.map(normalQuantile));
      const standard = tabulate(
        normal.map((z) => exp(spread * z)),
        (uniform) => exp(spread * normalQuantile(uniform)),
      );
      return (uniform) => median * standard(uniform);
    }
    case 'empirical': {
      const { sorted } = distribution,
        last = sorted.length - 1;
      return (uniform) => {
        const position = uniform * last,
          below = Math.floor(position),
          low = sorted[below]!;
        return below === last ? low : low + (sorted[below + 1]! - low) * (position - below);
      };
    }
  }
}

/** The standard deviation of the logarithm. */
const spreadOf = ({ median, p99 }: { median: number; p99: number }): number => ln(p99 / median) / NORMAL_P99;

/** The mean, for estimates of work and load. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'exponential':
      return distribution.mean;
    case 'lognormal': {
      const spread = spreadOf(distribution);
      return distribution.median * exp((spread * spread) / 2);
    }
    case 'empirical':
      return distribution.sorted.reduce((sum, value) => sum + value, 0) / distribution.sorted.length;
  }
}

/** The median: the amount a person would name when asked "how long does it usually take?". */
export const medianOf = (distribution: Distribution): number => quantileOf(distribution)(0.5);
