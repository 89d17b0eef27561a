import erfcinv from '@stdlib/math-base-special-erfcinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';

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

/** Maps a uniform number in (0, 1) to an amount; larger in, larger out. One uniform per draw keeps streams aligned across what-ifs. */
export type Quantile = (uniform: number) => number;

const SQRT2 = Math.sqrt(2);
/** The standard normal quantile: Φ⁻¹(p) = −√2 · erfc⁻¹(2p). */
const normalQuantile = (p: number): number => -SQRT2 * erfcinv(2 * p);
const NORMAL_P99 = normalQuantile(0.99);

/** Prepares the inverse cumulative distribution function. */
export function quantileOf(distribution: Distribution): Quantile {
  switch (distribution.kind) {
    case 'constant': {
      const { value } = distribution;
      return () => value;
    }
    case 'exponential': {
      const { mean } = distribution;
      return (uniform) => -mean * ln(1 - uniform);
    }
    case 'lognormal': {
      const { median, p99 } = distribution;
      const spread = ln(p99 / median) / NORMAL_P99;
      return (uniform) => median * exp(spread * normalQuantile(uniform));
    }
    case 'empirical': {
      const { sorted } = distribution;
      return (uniform) => {
        const position = uniform * (sorted.length - 1), below = Math.floor(position);
        const low = sorted[below]!, high = sorted[Math.min(below + 1, sorted.length - 1)]!;
        return low + (high - low) * (position - below);
      };
    }
  }
}

/** The mean, for estimates of work and load. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant': return distribution.value;
    case 'exponential': return distribution.mean;
    case 'lognormal': {
      const spread = ln(distribution.p99 / distribution.median) / NORMAL_P99;
      return distribution.median * exp((spread * spread) / 2);
    }
    case 'empirical': return distribution.sorted.reduce((sum, value) => sum + value, 0) / distribution.sorted.length;
  }
}

/** The median: the amount a person would name when asked "how long does it usually take?". */
export const medianOf = (distribution: Distribution): number => quantileOf(distribution)(0.5);
