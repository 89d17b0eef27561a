import { sortInstants, type Micros } from '../kernel/index.ts';
import { FAILURE_CAUSES, FIRST_CAUSE, SERVED } from './facts.ts';
import { oncePerTrace } from './once.ts';
import { countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** Instants at which requests ended, ascending, ready for counting by binary search. */
export interface Endings {
  served: Float64Array;
  /** By index into FAILURE_CAUSES. */
  failed: Float64Array[];
  /** First failed request of every user who had one. */
  hurt: Float64Array;
}

/** Worked out once per trace, so that every count at any instant costs a few comparisons. */
export const endingsOf = oncePerTrace((trace: Trace): Endings => {
  const { requests } = trace;
  const counts = new Int32Array(FIRST_CAUSE + FAILURE_CAUSES.length);
  for (let row = 0; row < requests.count; row++) counts[requests.outcome[row]!]!++;
  const ends = Array.from(counts, (count) => new Float64Array(count)),
    filled = new Int32Array(counts.length),
    firstHurt = new Map<number, Micros>();
  for (let row = 0; row < requests.count; row++) {
    const outcome = requests.outcome[row]!,
      end = requests.endedAt[row]!;
    ends[outcome]![filled[outcome]!++] = end;
    if (outcome < FIRST_CAUSE) continue;
    const user = requests.user[row]!;
    firstHurt.set(user, Math.min(firstHurt.get(user) ?? Infinity, end));
  }
  const ascending = (times: Float64Array): Float64Array => sortInstants(times, trace.header.horizon);
  return {
    served: ascending(ends[SERVED]!),
    failed: ends.slice(FIRST_CAUSE).map(ascending),
    hurt: ascending(Float64Array.from(firstHurt.values())),
  };
});

/** Requests that had arrived by an instant. */
export const offeredBy = (trace: Trace, at: Micros): number =>
  countUpTo(trace.requests.arrivedAt.subarray(0, trace.requests.count), at);

/** Requests that had been served by an instant. */
export const servedBy = (trace: Trace, at: Micros): number => countUpTo(endingsOf(trace).served, at);

/** Requests that had failed for good by an instant. */
export const failedBy = (trace: Trace, at: Micros): number =>
  endingsOf(trace).failed.reduce((sum, times) => sum + countUpTo(times, at), 0);

/** Distinct users with at least one failed request by an instant. */
export const usersHurtBy = (trace: Trace, at: Micros): number => countUpTo(endingsOf(trace).hurt, at);
