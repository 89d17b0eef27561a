import type { Micros } from '../../sim/index.ts';

/** The first stop after `at`; null when there is none. `stops` ascend. */
export function stopAfter(stops: readonly Micros[], at: Micros): Micros | null {
  return stops[firstBeyond(stops, at)] ?? null;
}

/** The last stop before `at`; null when there is none. */
export function stopBefore(stops: readonly Micros[], at: Micros): Micros | null {
  let index = firstBeyond(stops, at) - 1;
  while (index >= 0 && stops[index]! >= at) index -= 1;
  return stops[index] ?? null;
}

/** Index of the first stop later than `at`, by halving. */
function firstBeyond(stops: readonly Micros[], at: Micros): number {
  let low = 0;
  let high = stops.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stops[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
