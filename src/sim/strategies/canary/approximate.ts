/** A split of servers between the two sides. */
export interface Counts {
  canary: number;
  stable: number;
}

/**
 * The split of servers whose shares come closest to the weight, when a share of servers is all there is to share requests by. Either
 * side of `desired` may be rounded, and with room for surge, of one more as well. The first closest wins: rounding the canary up
 * before rounding it down, and no surge before surge. A weight strictly between nothing and everything leaves neither side empty, as
 * long as two servers may run.
 */
export function approximateCounts(desired: number, weight: number, maxWeight: number, surge: number): Counts {
  if (desired === 0) return { canary: 0, stable: 0 };
  const isSplit = weight > 0 && weight < maxWeight,
    needsBoth = isSplit && (desired > 1 || surge > 0);
  const totals = surge > 0 ? [desired, desired + 1] : [desired];
  const options = totals.flatMap((total) => {
    const up = Math.ceil((total * weight) / maxWeight),
      down = Math.floor((total * weight) / maxWeight);
    return [up, down].map((canary) => ({ canary, stable: total - canary }));
  });
  const allowed = options.filter(({ canary, stable }) => !needsBoth || (canary > 0 && stable > 0));
  let best = allowed[0]!;
  for (const option of allowed.slice(1)) if (isCloser(option, best, weight, maxWeight)) best = option;
  return best;
}

/** Compared as whole numbers, so that no rounding decides a tie. */
const isCloser = (a: Counts, b: Counts, weight: number, maxWeight: number): boolean =>
  distance(a, weight, maxWeight) * (b.canary + b.stable) < distance(b, weight, maxWeight) * (a.canary + a.stable);

const distance = ({ canary, stable }: Counts, weight: number, maxWeight: number): number =>
  Math.abs(canary * maxWeight - weight * (canary + stable));
