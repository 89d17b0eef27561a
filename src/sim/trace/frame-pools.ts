import { SECOND } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import { keptUsers } from './cookies.ts';
import type { Frame, FrameReplica } from './frame.ts';
import { livesOf } from './lives.ts';
import { oncePerTrace } from './once.ts';
import { askedAt, poolOfReplica, poolsOf, routeAt, titleAt, wantedAt, type Pool } from './pools.ts';
import { sharesOf } from './route.ts';
import { countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** What is measured of a pool, is measured over this long before the instant: long enough to count, short enough to follow a change. */
export const MEASURED_OVER: Micros = 10 * SECOND;

/** One pool at one instant. */
export interface FramePool extends Pool {
  /** What the strategy calls it at present, such as `canary` or `preview`; empty when it has no word for it. */
  title: string;
  /** Revisions of the replicas in it, in the order of `trace.revisions`; of an empty one, the last it had. */
  revisions: string[];
  /** Replicas that exist, whatever their state. */
  replicas: number;
  /** Those that are ready, and those that routers send to. */
  ready: number;
  known: number;
  wanted: number;
  /** Share of requests that the controller has asked for, 0…1; null = it is after no share. */
  asked: number | null;
  /** Share that routers give it: by their weights, or by its part of the servers they know when they have none. */
  effective: number;
  /** Share of the users' attempts that went to it lately; null = there were none. */
  measured: number | null;
  /** Mirrored copies a second that it got lately, and the share of requests that are copied to it. */
  copies: number;
  mirrored: number;
  /** Cohorts whose users go to it whatever the weights. */
  cohorts: string[];
  /** Users whom a cookie keeps with it. */
  sticky: number;
}

/** The pools at one instant. */
export interface FramePools {
  /** Whether routers divide requests by weights; without, all servers that they know share alike. */
  isRouted: boolean;
  /** Attempts of users that the measured shares are shares of. */
  counted: number;
  /** In the order in which they came to be. */
  pools: FramePool[];
}

/** When attempts of users, and copies, were sent to each pool, ascending; attempts that reached no server are in `all` alone. */
const sendingsOf = oncePerTrace((trace: Trace): { all: Float64Array; users: Float64Array[]; copies: Float64Array[] } => {
  const { attempts } = trace;
  const all: Micros[] = [],
    users = poolsOf(trace).map((): Micros[] => []),
    copies = poolsOf(trace).map((): Micros[] => []);
  for (let row = 0; row < attempts.count; row++) {
    const at = attempts.sentAt[row]!,
      isCopy = attempts.request[row]! < 0;
    if (!isCopy) all.push(at);
    (isCopy ? copies : users)[poolOfReplica(trace, attempts.replica[row]!)]?.push(at);
  }
  return {
    all: Float64Array.from(all),
    users: users.map((times) => Float64Array.from(times)),
    copies: copies.map((times) => Float64Array.from(times)),
  };
});

/** How many of some instants are within the time that is measured over. */
const lately = (times: ArrayLike<number>, at: Micros): number => countUpTo(times, at) - countUpTo(times, at - MEASURED_OVER);

/** Who was in each pool at first, so that an empty one can be named after its last. */
const lastRevision = oncePerTrace((trace: Trace) => {
  const last = poolsOf(trace).map((): { at: Micros[]; revision: string[] } => ({ at: [], revision: [] }));
  livesOf(trace).forEach(({ revision, starts }, index) => {
    const pool = last[poolOfReplica(trace, index)]!;
    pool.at.push(starts[0] ?? 0);
    pool.revision.push(revision);
  });
  return last;
});

/** The pools of a frame, with the three numbers of each: what was asked for, what routers make of it, and what was measured. */
export function framePools(trace: Trace, { at, replicas }: Pick<Frame, 'at' | 'replicas'>): FramePools {
  const asked = askedAt(trace, at),
    route = routeAt(trace, at),
    effective = sharesOf(route, trace.header.cohorts),
    wanted = wantedAt(trace, at),
    sendings = sendingsOf(trace);
  const members = poolsOf(trace).map((): FrameReplica[] => []);
  for (const replica of replicas) members[poolOfReplica(trace, replica.index)]?.push(replica);
  const known = members.map((own) => own.filter((replica) => replica.known).length),
    allKnown = known.reduce((sum, own) => sum + own, 0),
    allSent = lately(sendings.all, at);
  const pools = poolsOf(trace).map((pool, index): FramePool => {
    const own = members[index]!,
      last = lastRevision(trace)[index]!;
    const present = trace.revisions.filter((revision) => own.some((replica) => replica.revision === revision));
    return {
      ...pool,
      title: pool.environment ?? titleAt(trace, pool.id, at),
      revisions: present.length > 0 ? present : [last.revision[countUpTo(last.at, at) - 1] ?? last.revision[0] ?? ''],
      replicas: own.length,
      ready: own.filter(({ state }) => state === 'ready' || state === 'available').length,
      known: known[index]!,
      wanted: wanted[pool.id] ?? 0,
      asked: asked === null ? null : (asked[pool.id] ?? 0),
      effective: effective === null ? (allKnown === 0 ? 0 : known[index]! / allKnown) : (effective[pool.id] ?? 0),
      measured: allSent === 0 ? null : lately(sendings.users[index]!, at) / allSent,
      copies: (lately(sendings.copies[index]!, at) * SECOND) / Math.min(MEASURED_OVER, Math.max(1, at)),
      mirrored: route.mirror?.pool === pool.id ? route.mirror.share : 0,
      cohorts: (route.match ?? []).flatMap((match) => (match.pool === pool.id ? [match.cohort] : [])),
      sticky: keptUsers(trace, pool.id, at),
    };
  });
  return { isRouted: route.weights !== null, counted: allSent, pools };
}
