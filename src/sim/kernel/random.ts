import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { Fingerprint } from './hash.ts';

/** Uniform numbers in the open interval (0, 1), so that logarithms and quantiles of them are finite. */
export type Stream = () => number;

/** Stands in for a draw of exactly 0: half the distance between two neighbouring draws. (The largest draw is 1 − 2⁻⁵³.) */
const HALF_STEP = 2 ** -54;

/**
 * All chance of one run. Each stream is named by purpose and identity (`boot/v2/3`, `arrivals`), never by order of use, so
 * that two strategies on one seed meet the same luck (common random numbers).
 */
export class Random {
  /** @param seed any number; all its bits count */
  constructor(readonly seed: number) {}

  /** A fresh stream; the same name and seed always give the same sequence. */
  stream(name: string): Stream {
    const seed = Float64Array.of(this.seed);
    const [a, b] = new Fingerprint().numbers(seed).text(name).words();
    const [c, d] = new Fingerprint().text(name).numbers(seed).words();
    // An all-zero state would be the generator's fixed point.
    const generator = xoroshiro128plusFromState([a, b, c, d | 1]);
    return () => uniformFloat64(generator) || HALF_STEP;
  }
}
