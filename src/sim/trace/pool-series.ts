import type { Micros } from '../kernel/index.ts';
import type { ReplicaState } from './facts.ts';
import { livesOf, stateOfType } from './lives.ts';
import { oncePerTrace } from './once.ts';
import { askedAt, askedChanges, poolOfReplica, poolsOf } from './pools.ts';
import { bucketWidth, kindOf } from './series.ts';
import type { Trace } from './trace.ts';

/** The servers of one revision in one pool. */
export interface PoolGroup {
  /** Index into `poolsOf(trace)`. */
  pool: number;
  revision: string;
}

/** What charts over time draw of pools, worked out once per trace. */
export interface PoolSeries {
  /** In the order of the pools, and of the revisions within each. */
  groups: PoolGroup[];
  /** Servers of each group that exist and that are ready, from `at[i]` until `at[i + 1]`. */
  fleet: { at: Micros[]; alive: number[][]; ready: number[][] };
  /** Share of the users' attempts that each group got, by the bucket in which they were sent; null where there were none. */
  shares: { width: Micros; at: Micros[]; of: (number | null)[][] };
  /** Shares asked for by pool, from `at[i]` until `at[i + 1]`; null while none are. */
  asked: { at: Micros[]; of: (number[] | null)[] };
}

export const poolSeries = oncePerTrace((trace: Trace): PoolSeries => {
  const lives = livesOf(trace);
  const groups = poolsOf(trace).flatMap((_, pool) =>
    trace.revisions.flatMap((revision): PoolGroup[] =>
      lives.some((life, replica) => life.revision === revision && poolOfReplica(trace, replica) === pool)
        ? [{ pool, revision }]
        : [],
    ),
  );
  const groupOf = Int32Array.from(lives, ({ revision }, replica) =>
    groups.findIndex((group) => group.revision === revision && group.pool === poolOfReplica(trace, replica)),
  );
  return { groups, fleet: fleetOf(trace, groups, groupOf), shares: sharesOf(trace, groups, groupOf), asked: askedOf(trace) };
});

function fleetOf(trace: Trace, groups: readonly PoolGroup[], groupOf: Int32Array): PoolSeries['fleet'] {
  const indexes = new Map(trace.replicas.map((id, index) => [id, index]));
  const states = new Map<string, ReplicaState>();
  const now = { alive: groups.map(() => 0), ready: groups.map(() => 0) };
  const fleet: PoolSeries['fleet'] = { at: [], alive: groups.map(() => []), ready: groups.map(() => []) };
  const count = (group: number, state: ReplicaState | undefined, by: 1 | -1): void => {
    const kind = state && kindOf(state);
    if (!kind) return;
    now.alive[group]! += by;
    if (kind === 'ready') now.ready[group]! += by;
  };
  const note = (at: Micros): void => {
    if (fleet.at.at(-1) !== at) fleet.at.push(at);
    const last = fleet.at.length - 1;
    groups.forEach((_, group) => {
      fleet.alive[group]![last] = now.alive[group]!;
      fleet.ready[group]![last] = now.ready[group]!;
    });
  };
  note(0);
  for (const fact of trace.facts) {
    const state = stateOfType(fact.type);
    if (!state || !('replica' in fact)) continue;
    const group = groupOf[indexes.get(fact.replica)!]!;
    count(group, states.get(fact.replica), -1);
    count(group, state, 1);
    states.set(fact.replica, state);
    note(fact.at);
  }
  return fleet;
}

function sharesOf(trace: Trace, groups: readonly PoolGroup[], groupOf: Int32Array): PoolSeries['shares'] {
  const { attempts, header } = trace;
  const width = bucketWidth(header.horizon),
    buckets = Math.ceil(header.horizon / width);
  const all = new Float64Array(buckets),
    of = groups.map(() => new Float64Array(buckets));
  for (let row = 0; row < attempts.count; row++) {
    // Copies are nobody's requests.
    if (attempts.request[row]! < 0) continue;
    const bucket = Math.min(buckets - 1, Math.floor(attempts.sentAt[row]! / width)),
      replica = attempts.replica[row]!;
    all[bucket]!++;
    if (replica >= 0) of[groupOf[replica]!]![bucket]!++;
  }
  return {
    width,
    at: Array.from(all, (_, bucket) => bucket * width),
    of: of.map((sent) => Array.from(sent, (n, bucket) => (all[bucket] === 0 ? null : n / all[bucket]!))),
  };
}

function askedOf(trace: Trace): PoolSeries['asked'] {
  const at = [...new Set([0, ...askedChanges(trace)])];
  return {
    at,
    of: at.map((instant) => {
      const asked = askedAt(trace, instant);
      return asked === null ? null : poolsOf(trace).map(({ id }) => asked[id] ?? 0);
    }),
  };
}
