import type { Micros } from './time.ts';

/** Buckets with more instants than this are left to the engine's own sort, so that a crowd costs no square. */
const CROWD = 32;

/**
 * Sorts instants in place, ascending. Those of a run are spread over all of it, so that as many buckets of time as there are instants
 * leave a few neighbours each to be put in order: the time grows with the length alone. Any others are sorted as well, only more slowly.
 * @param until what none of them exceeds; if some do, they share the last bucket
 * @returns the same array
 */
export function sortInstants(times: Float64Array, until: Micros): Float64Array {
  const count = times.length;
  if (count <= CROWD || !(until > 0)) return times.sort();
  const unsorted = times.slice(),
    ends = new Int32Array(count + 1),
    scale = (count - 1) / until;
  const bucketOf = (at: Micros): number => (at > 0 ? Math.min(count - 1, Math.floor(at * scale)) : 0);
  for (let i = 0; i < count; i++) ends[bucketOf(unsorted[i]!) + 1]!++;
  for (let bucket = 1; bucket <= count; bucket++) ends[bucket]! += ends[bucket - 1]!;
  // Each bucket's start moves on to its end while it is filled.
  for (let i = 0; i < count; i++) times[ends[bucketOf(unsorted[i]!)]!++] = unsorted[i]!;
  for (let bucket = 0, from = 0; bucket < count; bucket++) {
    const to = ends[bucket]!;
    if (to - from > CROWD) times.subarray(from, to).sort();
    else insert(times, from, to);
    from = to;
  }
  return times;
}

/** Sorts a few neighbours. */
function insert(times: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const at = times[i]!;
    let hole = i;
    for (; hole > from && times[hole - 1]! > at; hole--) times[hole] = times[hole - 1]!;
    times[hole] = at;
  }
}
