import type { Trace } from '../trace/index.ts';
import { SERVED, oncePerTrace, nearestRank } from '../trace/index.ts';
import type { Metric } from './metric.ts';

type Group = 'all' | 'stable' | 'next';

/** Latencies of served requests (arrival to answer, queue and retries included), ascending; by the version that gave the answer. */
const latenciesOf = oncePerTrace((trace: Trace): Record<Group, Float64Array> => {
  const { requests, attempts } = trace;
  const stable = trace.revisions.indexOf(trace.header.stable);
  const lists: Record<Group, number[]> = { all: [], stable: [], next: [] };
  for (let row = 0; row < requests.count; row++) {
    if (requests.outcome[row] !== SERVED) continue;
    const latency = requests.endedAt[row]! - requests.arrivedAt[row]!;
    lists.all.push(latency);
    lists[attempts.revision[requests.lastAttempt[row]!] === stable ? 'stable' : 'next'].push(latency);
  }
  const sorted = (list: number[]) => Float64Array.from(list).sort();
  return { all: sorted(lists.all), stable: sorted(lists.stable), next: sorted(lists.next) };
});

const LABELS: Record<Group, string> = { all: '', stable: ' on stable', next: ' on next' };
const SUFFIXES: Record<Group, string> = { all: '', stable: 'Stable', next: 'Next' };

const metric = (group: Group, percentile: 50 | 95 | 99): Metric => ({
  id: `latencyP${percentile}${SUFFIXES[group]}`,
  label: `Latency p${percentile}${LABELS[group]}`,
  unit: 'duration',
  better: 'lower',
  explains: `${percentile} of 100 served requests${LABELS[group]} took at most this long, from the first attempt to the answer.`,
  measure: (trace) => nearestRank(latenciesOf(trace)[group], percentile / 100),
});

export const latencies: readonly Metric[] = (['all', 'stable', 'next'] as const).flatMap((group) =>
  ([50, 95, 99] as const).map((percentile) => metric(group, percentile)),
);
