import { normalQuantile } from './student.ts';

/** How often something happened, and between which bounds its true share lies. */
export interface Proportion {
  n: number;
  hits: number;
  share: number;
  low: number;
  high: number;
}

/**
 * A share with Wilson's score interval (E. B. Wilson, 1927), which stays within 0…1 and says something even where all or none were hits.
 * @param n one or more
 * @param confidence of this one interval, 0…1
 */
export function proportionOf(hits: number, n: number, confidence: number): Proportion {
  const z = normalQuantile((1 + confidence) / 2),
    share = hits / n,
    shrink = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / shrink,
    half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { n, hits, share, low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half };
}
