import { orderStatistics, type Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { SERVED, oncePerTrace, rankOf } from '../trace/index.ts';
import type { Metric } from './metric.ts';

type Group = 'all' | 'stable' | 'next';
const PERCENTILES = [50, 95, 99] as const;

/** Percentiles of the latencies of served requests (arrival to answer, queue and retries included), by the version that gave the answer. */
const latenciesOf = oncePerTrace((trace: Trace): Record<Group, (Micros | null)[]> => {
  const { requests, attempts } = trace;
  const stable = trace.revisions.indexOf(trace.header.stable);
  // Those of *stable* from the front, those of *next* from the back.
  const latencies = new Float64Array(requests.count);
  let onStable = 0,
    next = requests.count;
  for (let row = 0; row < requests.count; row++) {
    if (requests.outcome[row] !== SERVED) continue;
    const latency = requests.endedAt[row]! - requests.arrivedAt[row]!;
    if (attempts.revision[requests.lastAttempt[row]!] === stable) latencies[onStable++] = latency;
    else latencies[--next] = latency;
  }
  latencies.copyWithin(onStable, next);
  const all = latencies.subarray(0, onStable + requests.count - next);
  return {
    stable: percentilesOf(all.subarray(0, onStable)),
    next: percentilesOf(all.subarray(onStable)),
    all: percentilesOf(all),
  };
});

/** Reorders the list. */
function percentilesOf(list: Float64Array): (Micros | null)[] {
  if (list.length === 0) return PERCENTILES.map(() => null);
  return orderStatistics(
    list,
    PERCENTILES.map((percentile) => rankOf(list.length, percentile / 100)),
  );
}

const LABELS: Record<Group, string> = { all: '', stable: ' on stable', next: ' on next' };
const SUFFIXES: Record<Group, string> = { all: '', stable: 'Stable', next: 'Next' };

const metric = (group: Group, percentile: (typeof PERCENTILES)[number], place: number): Metric => ({
  id: `latencyP${percentile}${SUFFIXES[group]}`,
  label: `Latency p${percentile}${LABELS[group]}`,
  unit: 'duration',
  better: 'lower',
  explains: `${percentile} of 100 served requests${LABELS[group]} took at most this long, from the first attempt to the answer.`,
  measure: (trace) => latenciesOf(trace)[group][place]!,
});

export const latencies: readonly Metric[] = (['all', 'stable', 'next'] as const).flatMap((group) =>
  PERCENTILES.map((percentile, place) => metric(group, percentile, place)),
);
