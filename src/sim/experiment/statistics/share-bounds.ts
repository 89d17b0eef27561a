import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';

/** Halvings until the bounds are exact to about 1e-12. */
const HALVINGS = 40;

/**
 * Exact bounds of a share (C. J. Clopper and E. S. Pearson, 1934).
 * @param n one or more
 * @param alpha how often either bound is wrong at the most, 0…1
 */
export function shareBounds(hits: number, n: number, alpha: number): { low: number; high: number } {
  return { low: lowest(hits, n, alpha), high: 1 - lowest(n - hits, n, alpha) };
}

/** The share with which so many hits, or more, would come about with a chance of `alpha`. */
function lowest(hits: number, n: number, alpha: number): number {
  if (hits === 0) return 0;
  let low = 0,
    high = 1;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (atLeast(hits, n, middle) < alpha) low = middle;
    else high = middle;
  }
  return low;
}

/** The chance of so many hits, or more, in n tries. */
function atLeast(hits: number, n: number, share: number): number {
  const odds = ln(share) - ln(1 - share);
  let term = n * ln(1 - share),
    sum = 0;
  for (let count = 0; count <= n; count++) {
    if (count >= hits) sum += exp(term);
    term += ln((n - count) / (count + 1)) + odds;
  }
  return sum;
}
