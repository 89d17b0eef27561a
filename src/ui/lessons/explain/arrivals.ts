import { FIRST_CAUSE, type Micros, type Trace } from '../../../sim/index.ts';

/** Requests of a part of a run in buckets of equal width: those that came, and those that failed, each when it did. */
export interface Arrivals {
  at: readonly Micros[];
  came: readonly number[];
  failed: readonly number[];
}

export function arrivalsIn({ requests }: Trace, from: Micros, to: Micros, buckets: number): Arrivals {
  const width = (to - from) / buckets;
  const came = new Array<number>(buckets).fill(0),
    failed = new Array<number>(buckets).fill(0);
  const bucketOf = (at: Micros): number => Math.floor((at - from) / width);
  for (let row = 0; row < requests.count; row++) {
    const bucket = bucketOf(requests.arrivedAt[row]!);
    if (bucket >= 0 && bucket < buckets) came[bucket]!++;
    if (requests.outcome[row]! < FIRST_CAUSE) continue;
    const end = bucketOf(requests.endedAt[row]!);
    if (end >= 0 && end < buckets) failed[end]!++;
  }
  return { at: came.map((_, bucket) => from + bucket * width), came, failed };
}
