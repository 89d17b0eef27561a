import { SECOND } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import type { FailureCause, ReplicaState } from './facts.ts';
import { FAILURE_CAUSES, isStart, SERVED } from './facts.ts';
import { stateOfType } from './lives.ts';
import { oncePerTrace } from './once.ts';
import { nearestRank } from './percentile.ts';
import type { Trace } from './trace.ts';

/** What is counted of the replicas of one revision. A replica counts in `alive` and in at most one of the other kinds. */
export const FLEET_KINDS = ['alive', 'starting', 'ready', 'broken', 'terminating'] as const;
export type FleetKind = (typeof FLEET_KINDS)[number];

/** Counts that stay the same from `at[i]` until `at[i + 1]`. */
export interface FleetSteps {
  /** Ascending, each instant once, the first is 0. */
  at: Micros[];
  /** By revision; every list is as long as `at`. `known` counts the replicas that routers send requests to. */
  byRevision: Record<string, Record<FleetKind | 'available' | 'known' | 'wanted', number[]>>;
  /** Slots of all ready replicas: requests that can be worked on at a time. */
  capacity: number[];
  /** Replicas that are paid for: from a place on a node until they are gone. */
  billed: number[];
  /** Money per hour. */
  costRate: number[];
}

/** Requests by the bucket of time in which they arrived. */
export interface RequestBuckets {
  width: Micros;
  /** Start of every bucket. */
  at: Micros[];
  offered: number[];
  served: number[];
  failed: Record<FailureCause, number[]>;
}

/** Latency of served requests (arrival to answer, retries included), by the bucket in which they arrived; null where none was served. */
export interface LatencyBands {
  width: Micros;
  at: Micros[];
  p50: (Micros | null)[];
  p95: (Micros | null)[];
  p99: (Micros | null)[];
}

export interface Series {
  fleet: FleetSteps;
  requests: RequestBuckets;
  latency: LatencyBands;
}

const fleetOf = oncePerTrace(fleetSteps);
const requestsOf = oncePerTrace(requestBuckets);
const latencyOf = oncePerTrace(latencyBands);

/** Everything that charts over time draw, each worked out once per trace, when somebody asks for it. */
export const series = oncePerTrace((trace: Trace): Series => ({
  get fleet() {
    return fleetOf(trace);
  },
  get requests() {
    return requestsOf(trace);
  },
  get latency() {
    return latencyOf(trace);
  },
}));

/** Which kind a state counts as; null for those that no longer exist. */
export function kindOf(state: ReplicaState): Exclude<FleetKind, 'alive'> | null {
  if (state === 'ready' || state === 'available') return 'ready';
  if (state === 'terminating' || state === 'stopping') return 'terminating';
  if (state === 'gone') return null;
  return state === 'pending' || state === 'scheduled' || state === 'pulling' || state === 'starting' || state === 'running'
    ? 'starting'
    : 'broken';
}

const isBilled = (state: ReplicaState): boolean => state !== 'pending' && state !== 'lost' && state !== 'gone';

type Counts = Record<FleetKind | 'available' | 'known' | 'wanted', number>;
const KEYS = [...FLEET_KINDS, 'available', 'known', 'wanted'] as const;
const zeros = (): Counts => ({ alive: 0, starting: 0, ready: 0, broken: 0, terminating: 0, available: 0, known: 0, wanted: 0 });

function fleetSteps(trace: Trace): FleetSteps {
  const { header } = trace;
  const now = new Map(trace.revisions.map((revision) => [revision, zeros()]));
  const of = (revision: string) => now.get(revision) ?? now.set(revision, zeros()).get(revision)!;
  const states = new Map<string, ReplicaState>();
  const known = new Set<string>();
  let billed = 0;
  const steps: FleetSteps = { at: [], byRevision: {}, capacity: [], billed: [], costRate: [] };
  for (const revision of trace.revisions) {
    steps.byRevision[revision] = {
      alive: [],
      starting: [],
      ready: [],
      broken: [],
      terminating: [],
      available: [],
      known: [],
      wanted: [],
    };
  }
  of(header.stable).wanted = header.replicas;

  const count = (revision: string, state: ReplicaState | undefined, by: 1 | -1) => {
    const kind = state && kindOf(state);
    if (!state || !kind) return;
    const counts = of(revision);
    counts.alive += by;
    counts[kind] += by;
    if (state === 'available') counts.available += by;
    if (isBilled(state)) billed += by;
  };
  const note = (at: Micros) => {
    if (steps.at.at(-1) !== at) steps.at.push(at);
    const last = steps.at.length - 1;
    let slots = 0;
    for (const revision of trace.revisions) {
      const counts = of(revision);
      for (const key of KEYS) steps.byRevision[revision]![key][last] = counts[key];
      slots += counts.ready * header.concurrency;
    }
    steps.capacity[last] = slots;
    steps.billed[last] = billed;
    steps.costRate[last] = billed * header.pricePerHour;
  };

  note(0);
  for (const fact of trace.facts) {
    if (fact.type === 'replicaset.scaled' && !isStart(fact)) of(fact.revision).wanted += fact.to - fact.from;
    else if (fact.type === 'replica.known' || fact.type === 'replica.forgotten') {
      const isKnown = fact.type === 'replica.known';
      if (known.has(fact.replica) !== isKnown) of(fact.revision).known += isKnown ? 1 : -1;
      if (isKnown) known.add(fact.replica);
      else known.delete(fact.replica);
    } else {
      const state = stateOfType(fact.type);
      if (!state || !('replica' in fact)) continue;
      count(fact.revision, states.get(fact.replica), -1);
      count(fact.revision, state, 1);
      states.set(fact.replica, state);
    }
    note(fact.at);
  }
  return steps;
}

function requestBuckets(trace: Trace): RequestBuckets {
  const { windows } = trace;
  const rows = trace.revisions.length + 1;
  const causes = FAILURE_CAUSES.length;
  const zero = () => new Array<number>(windows.count).fill(0);
  const buckets: RequestBuckets = {
    width: windows.width,
    at: zero().map((_, window) => window * windows.width),
    offered: zero(),
    served: zero(),
    failed: Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, zero()])) as Record<FailureCause, number[]>,
  };
  for (let window = 0; window < windows.count; window++) {
    for (let row = window * rows; row < (window + 1) * rows; row++) {
      buckets.offered[window]! += windows.offered[row]!;
      buckets.served[window]! += windows.served[row]!;
      FAILURE_CAUSES.forEach((cause, index) => (buckets.failed[cause][window]! += windows.failed[row * causes + index]!));
    }
  }
  return buckets;
}

const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 21_600].map((amount) => amount * SECOND);
/** A round width that gives at most 180 buckets: enough for a smooth band, few enough to fill each. */
export const bucketWidth = (horizon: Micros): Micros => WIDTHS.find((width) => horizon / width <= 180) ?? 86_400 * SECOND;

function latencyBands(trace: Trace): LatencyBands {
  const width = bucketWidth(trace.header.horizon);
  const buckets = Array.from({ length: Math.ceil(trace.header.horizon / width) }, (): Micros[] => []);
  const { requests } = trace;
  for (let row = 0; row < requests.count; row++) {
    if (requests.outcome[row] !== SERVED) continue;
    const arrived = requests.arrivedAt[row]!;
    buckets[Math.floor(arrived / width)]?.push(requests.endedAt[row]! - arrived);
  }
  const sorted = buckets.map((latencies) => Float64Array.from(latencies).sort());
  const band = (share: number) => sorted.map((latencies) => nearestRank(latencies, share));
  return { width, at: sorted.map((_, bucket) => bucket * width), p50: band(0.5), p95: band(0.95), p99: band(0.99) };
}
