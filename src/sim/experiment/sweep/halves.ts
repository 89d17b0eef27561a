/** Halves that are taken: as many as four bits tell apart. */
const MASKS = 15;

/** Smallest share of the runs that still counts as a half, where their number is no multiple of 16. */
const LEAST = 1 / 3;

/**
 * Balanced half samples (P. J. McCarthy, Replication: an approach to the analysis of data from complex surveys, 1969): half k holds the
 * items whose number shares an even count of bits with k, so that any two halves overlap by half. Derived and never drawn.
 * @returns for each half the places of its items
 */
export function halvesOf(count: number): number[][] {
  const places = Array.from({ length: count }, (_, place) => place);
  return Array.from({ length: MASKS }, (_, index) => places.filter((place) => isEven(place & (index + 1)))).filter(
    ({ length }) => length >= LEAST * count && length <= (1 - LEAST) * count,
  );
}

function isEven(bits: number): boolean {
  let odd = false;
  for (let rest = bits; rest > 0; rest >>= 1) if (rest & 1) odd = !odd;
  return !odd;
}
