import { max, mean, median } from 'd3-array';
import { attemptEnd, countUpTo, FAILURE_CAUSES, type FailureCause, type Micros, oncePerTrace, poolSeries, series, type Trace } from '../../../sim/index.ts';
import { roleOf, type Role } from '../../marks/words.ts';
import { isGrouped } from '../stage/places.ts';

/** One layer of the version mix: from `low` to `high` servers between its instants. `pool` is −1 where pools do not stand apart. */
export interface MixLayer { pool: number; revision: string; role: Role; kind: 'serving' | 'fading'; low: number[]; high: number[] }

/** Servers that one layer of serving ones and one of others are drawn for. */
interface MixGroup { pool: number; revision: string; alive: readonly number[]; ready: readonly number[] }

/**
 * Servers by version, stable at the bottom, and pool by pool where they stand apart. Of each group those that serve and those that come,
 * leave or are broken are layers of their own; the fading ones of both revisions meet in the middle, where the change happens.
 */
export const mixLayers = oncePerTrace((trace): { at: Micros[]; layers: MixLayer[]; total: number[]; wantedAt: Micros[]; wanted: number[]; most: number } => {
  const { fleet } = series(trace);
  const { at, groups } = mixGroups(trace);
  let top = at.map(() => 0);
  const layers = groups.flatMap(({ pool, revision, alive, ready }) => {
    const role = roleOf(trace, revision);
    const kinds = (role === 'stable' ? ['serving', 'fading'] : ['fading', 'serving']) as MixLayer['kind'][];
    return kinds.map((kind): MixLayer => {
      const low = top;
      top = low.map((base, i) => base + (kind === 'serving' ? ready[i]! : alive[i]! - ready[i]!));
      return { pool, revision, role, kind, low, high: top };
    });
  });
  const wanted = fleet.at.map((_, i) => trace.revisions.reduce((sum, revision) => sum + fleet.byRevision[revision]!.wanted[i]!, 0));
  return { at, layers, total: top, wantedAt: fleet.at, wanted, most: Math.max(1, max(top) ?? 1) };
});

function mixGroups(trace: Trace): { at: Micros[]; groups: MixGroup[] } {
  if (!isGrouped(trace)) {
    const { at, byRevision } = series(trace).fleet;
    return { at, groups: trace.revisions.map((revision) => ({ pool: -1, revision, alive: byRevision[revision]!.alive, ready: byRevision[revision]!.ready })) };
  }
  const { groups, fleet } = poolSeries(trace);
  return { at: fleet.at, groups: groups.map((group, i) => ({ ...group, alive: fleet.alive[i]!, ready: fleet.ready[i]! })) };
}

/** Requests a second by the second in which they arrived; `stack[i]` are the failed ones of a cause upon all causes before it. */
export const trafficLayers = oncePerTrace((trace) => {
  const { requests } = series(trace);
  const perSecond = 1e6 / requests.width;
  const causes = FAILURE_CAUSES.filter((cause) => requests.failed[cause].some((n) => n > 0));
  let top = requests.at.map(() => 0);
  const stack = causes.map((cause) => {
    const low = top;
    top = low.map((base, i) => base + requests.failed[cause][i]! * perSecond);
    return { cause, low, high: top, total: requests.failed[cause].reduce((sum, n) => sum + n, 0) };
  });
  const offered = requests.offered.map((n) => n * perSecond), served = requests.served.map((n) => n * perSecond);
  return {
    at: requests.at, width: requests.width, offered, served,
    // Where most seconds see nobody, the mean tells more than nothing.
    typical: (median(offered) || mean(offered)) ?? 0, failed: top, stack,
    most: Math.max(1, max(offered) ?? 1), mostFailed: max(top) ?? 0,
  };
});

/** Slots that can serve, slots at work (mean of each second), and the least that the controller promised to keep. */
export const capacityLayers = oncePerTrace((trace) => {
  const { fleet, requests } = series(trace);
  const used = requests.at.map(() => 0);
  const { attempts } = trace;
  for (let row = 0; row < attempts.count; row++) {
    const from = attempts.startedAt[row]!, to = attemptEnd(trace, row);
    if (from < 0) continue;
    for (let bucket = Math.floor(from / requests.width); bucket < used.length && bucket * requests.width < to; bucket++) {
      const start = bucket * requests.width;
      used[bucket]! += (Math.min(to, start + requests.width) - Math.max(from, start)) / requests.width;
    }
  }
  const floor = floorOf(trace);
  return { at: fleet.at, ready: fleet.capacity, usedAt: requests.at, usedWidth: requests.width, used, floor, most: Math.max(1, max(fleet.capacity) ?? 1, max(used) ?? 1) };
});

/** Ready slots that a rolling update promises to keep, from the numbers of its own decisions; null when it promised nothing. */
function floorOf(trace: Trace): number | null {
  for (const fact of trace.facts) {
    if (!('why' in fact)) continue;
    const input = fact.why.inputs.find(({ name }) => name === 'must stay available');
    if (input && typeof input.value === 'number') return input.value * trace.header.concurrency;
  }
  return null;
}

/** Servers that are paid for beyond those the service should have. */
export const surplus = oncePerTrace((trace) => {
  const { fleet } = series(trace);
  const above = fleet.billed.map((n) => Math.max(0, n - trace.header.replicas));
  return { at: fleet.at, above, most: max(above) ?? 0 };
});

export const latencyLayers = oncePerTrace((trace) => {
  const { latency } = series(trace);
  const values = [...latency.p50, ...latency.p99].filter((v) => v !== null);
  const least = Math.max(1000, Math.min(...values, Infinity)), most = Math.max(2000, ...values);
  return { ...latency, least: Number.isFinite(least) ? least : 1000, most };
});

/** The first instant at which two runs differ: where the branch left. The horizon when they are alike. */
export function branchedAt(trace: Trace, other: Trace): Micros {
  const n = Math.min(trace.facts.length, other.facts.length);
  for (let i = 0; i < n; i++) {
    const a = trace.facts[i]!, b = other.facts[i]!;
    if (a.at !== b.at || a.type !== b.type || JSON.stringify(a) !== JSON.stringify(b)) return Math.min(a.at, b.at);
  }
  if (trace.facts.length !== other.facts.length) return (trace.facts[n] ?? other.facts[n])!.at;
  // Alike in all facts, they may still differ in traffic.
  const a = trace.windows, b = other.windows;
  for (let row = 0; row < a.served.length; row++) if (a.offered[row] !== b.offered[row] || a.served[row] !== b.served[row]) return Math.floor(row / (trace.revisions.length + 1)) * a.width;
  return trace.header.horizon;
}

/** The value of a staircase at an instant. */
export const valueAt = (at: readonly Micros[], values: readonly number[], instant: Micros): number => values[Math.max(0, countUpTo(at, instant) - 1)] ?? 0;

export type FailedLayer = { cause: FailureCause; low: number[]; high: number[]; total: number };
