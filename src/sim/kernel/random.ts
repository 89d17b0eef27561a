import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { Fingerprint } from './hash.ts';

/** Uniform numbers in the open interval (0, 1), so that logarithms and quantiles of them are finite. */
export type Stream = () => number;

/** Half the distance between two neighbouring draws: keeps every draw clear of 0 and of 1. */
const HALF_STEP = 2 ** -54;

/**
 * All chance of one run. Each stream is named by purpose and identity (`boot/v2/3`, `arrivals`), never by order of use, so
 * that two strategies on one seed meet the same luck (common random numbers).
 */
export class Random {
  constructor(readonly seed: number) {}

  /** A fresh stream; the same name and seed always give the same sequence. */
  stream(name: string): Stream {
    const [a, b] = new Fingerprint().word(this.seed).text(name).words();
    const [c, d] = new Fingerprint().text(name).word(~this.seed).words();
    // An all-zero state would be the generator's fixed point.
    const generator = xoroshiro128plusFromState([a, b, c, d | 1]);
    return () => uniformFloat64(generator) + HALF_STEP;
  }
}
