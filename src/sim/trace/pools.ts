import type { Micros } from '../kernel/index.ts';
import type { FactOf } from './facts.ts';
import { isStart } from './facts.ts';
import { livesOf } from './lives.ts';
import { oncePerTrace } from './once.ts';
import { sharesOf, type Route } from './route.ts';
import { countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** A group of replicas that routers can send to as one: an environment where the strategy keeps several, else a revision. */
export interface Pool {
  /** As routes name it: `primary`, `v2`. */
  id: string;
  /** Null = it is a revision's. */
  environment: string | null;
}

/** The pools of a run, and which replica is of which. */
interface Members {
  pools: Pool[];
  /** Index into `pools`, by index into `trace.replicas`. */
  of: Int32Array;
  byId: Map<string, number>;
}

/**
 * The environment of a replica set is in its replicas' ids: `v2-canary-3` is of revision `v2` in the environment `canary`, `v2-3` of no
 * environment at all.
 */
export function environmentOf(replica: string, revision: string): string | null {
  const rest = replica.slice(revision.length + 1),
    end = rest.lastIndexOf('-');
  return end < 0 ? null : rest.slice(0, end);
}

const membersOf = oncePerTrace((trace: Trace): Members => {
  const pools: Pool[] = [],
    byId = new Map<string, number>();
  const of = Int32Array.from(livesOf(trace), ({ revision }, index) => {
    const environment = environmentOf(trace.replicas[index]!, revision),
      id = environment ?? revision;
    if (!byId.has(id)) byId.set(id, pools.push({ id, environment }) - 1);
    return byId.get(id)!;
  });
  return { pools, of, byId };
});

/** All pools that ever had a replica, in the order in which they came to be. */
export const poolsOf = (trace: Trace): readonly Pool[] => membersOf(trace).pools;

/** The pool of a replica, as an index into `poolsOf`. */
export const poolOfReplica = (trace: Trace, replica: number): number => membersOf(trace).of[replica] ?? -1;

/** Whether the strategy keeps pools apart: its routes have weights, it has names for them, or it keeps environments. */
export const keepsPools = oncePerTrace(
  (trace: Trace): boolean =>
    poolsOf(trace).some(({ environment }) => environment !== null) ||
    trace.facts.some((fact) => fact.type === 'pools.changed' || (fact.type === 'route.effective' && fact.route.weights !== null)),
);

/** What is said of pools, in order of time. */
interface Orders {
  asked: Steps<Route>;
  effective: Steps<Route>;
  status: Steps<FactOf<'pools.changed'>>;
  wanted: Steps<Record<string, number>>;
}
interface Steps<T> {
  at: Micros[];
  is: T[];
}
const stepAt = <T>({ at, is }: Steps<T>, instant: Micros): T | undefined => is[countUpTo(at, instant) - 1];

const ordersOf = oncePerTrace((trace: Trace): Orders => {
  const none = <T>(): Steps<T> => ({ at: [], is: [] });
  const orders: Orders = { asked: none(), effective: none(), status: none(), wanted: none() };
  const add = <T>(steps: Steps<T>, at: Micros, is: T): void => {
    steps.at.push(at);
    steps.is.push(is);
  };
  let wanted: Record<string, number> = {};
  for (const fact of trace.facts) {
    if (fact.type === 'route.asked') add(orders.asked, fact.at, fact.route);
    else if (fact.type === 'route.effective') {
      add(orders.effective, fact.at, fact.route);
      // How the service stood before the run was never asked for within it.
      if (fact.cause === null) add(orders.asked, fact.at, fact.route);
    } else if (fact.type === 'pools.changed') add(orders.status, fact.at, fact);
    else if (fact.type === 'replicaset.scaled') {
      const pool = fact.environment ?? fact.revision;
      wanted = { ...wanted, [pool]: isStart(fact) ? fact.to : (wanted[pool] ?? 0) + fact.to - fact.from };
      add(orders.wanted, fact.at, wanted);
    }
  }
  return orders;
});

/** What the controller calls a pool at an instant; empty when it has no word for it. */
export const titleAt = (trace: Trace, pool: string, at: Micros): string => stepAt(ordersOf(trace).status, at)?.names[pool] ?? '';

/** Wanted sizes by pool at an instant. */
export const wantedAt = (trace: Trace, at: Micros): Record<string, number> => stepAt(ordersOf(trace).wanted, at) ?? {};

/** The rules by which routers divide requests at an instant. */
export const routeAt = (trace: Trace, at: Micros): Route => stepAt(ordersOf(trace).effective, at) ?? { weights: null };

/** Shares that were asked for last, by pool; null = none were. */
export function askedAt(trace: Trace, at: Micros): Record<string, number> | null {
  const orders = ordersOf(trace),
    route = stepAt(orders.asked, at);
  return (route && sharesOf(route, trace.header.cohorts)) ?? stepAt(orders.status, at)?.asked ?? null;
}

/** Instants at which what is asked for may have changed, ascending. */
export const askedChanges = (trace: Trace): Micros[] =>
  [...ordersOf(trace).asked.at, ...ordersOf(trace).status.at].sort((a, b) => a - b);
