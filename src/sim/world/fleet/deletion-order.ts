import type { Micros } from '../../kernel/index.ts';

/** What the replica set controller looks at when it must choose which replica goes. */
export interface Deletable {
  /** Decides between two different ages of the same bucket: arbitrary in the real thing, so never claim a fixed victim. */
  uid: string;
  /** Bound to a node. */
  scheduled: boolean;
  phase: 'Pending' | 'Unknown' | 'Running';
  ready: boolean;
  /** Null = no time known, which counts as the most recent. */
  readySince: Micros | null;
  createdAt: Micros | null;
  restarts: number;
  /** The pod-deletion-cost annotation; default 0. */
  cost: number;
  /** How many replicas of the same family share its node. */
  neighbours: number;
}

const PHASE_ORDER = { Pending: 0, Unknown: 1, Running: 2 } as const;
const NANOS_PER_MICRO = 1_000;

/**
 * Sorts replicas so that the ones to be removed come first; the first rule that tells two replicas apart decides.
 * @param now ages are measured from here
 * @param options.useCost false = the deletion cost is ignored, as with its feature gate off; default true
 */
export function deletionOrder(now: Micros, options: { useCost?: boolean } = {}): (a: Deletable, b: Deletable) => number {
  const useCost = options.useCost ?? true;
  return (a, b) => {
    if (a.scheduled !== b.scheduled) return a.scheduled ? 1 : -1;
    if (a.phase !== b.phase) return PHASE_ORDER[a.phase] - PHASE_ORDER[b.phase];
    if (a.ready !== b.ready) return a.ready ? 1 : -1;
    if (useCost && a.cost !== b.cost) return a.cost - b.cost;
    if (a.neighbours !== b.neighbours) return b.neighbours - a.neighbours;
    if (a.ready && a.readySince !== b.readySince) return youngerFirst(a, b, a.readySince, b.readySince, now);
    if (a.restarts !== b.restarts) return b.restarts - a.restarts;
    if (a.createdAt !== b.createdAt) return youngerFirst(a, b, a.createdAt, b.createdAt, now);
    return 0;
  };
}

function youngerFirst(a: Deletable, b: Deletable, atA: Micros | null, atB: Micros | null, now: Micros): number {
  if (atA === null) return -1;
  if (atB === null) return 1;
  const difference = ageBucket(now - atA) - ageBucket(now - atB);
  if (difference !== 0) return difference;
  // Within a bucket the controller goes by UID at once and never reaches the later rules.
  return a.uid === b.uid ? 0 : a.uid < b.uid ? -1 : 1;
}

/** Whole binary logarithm of an age in nanoseconds, −1 for no age: replicas of about the same age count as equally old. */
function ageBucket(age: Micros): number {
  const nanos = age * NANOS_PER_MICRO;
  if (nanos < 1) return -1;
  const high = Math.floor(nanos / 2 ** 32);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(nanos);
}
