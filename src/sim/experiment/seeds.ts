import { Fingerprint } from '../kernel/index.ts';

/** Replications at most, so that seeds stay apart: among this many, two seeds of 32 bits are alike with a chance of about one in a thousand. */
export const REPLICATIONS_MAX = 3_000;

/**
 * The seed of one replication: derived and never drawn, so that any machine, in any order, plays the same runs. All strategies of an
 * experiment play the same seeds: they meet the same users, arrivals and boots (common random numbers).
 * @param root seed of the whole experiment
 * @param replication counts from 0
 */
export function seedOf(root: number, replication: number): number {
  const [word] = new Fingerprint().text('replication').word(root).word(replication).words();
  return word >>> 0;
}
