import type { Micros } from '../kernel/index.ts';
import { oncePerTrace } from './once.ts';
import { poolOfReplica, poolsOf, routeAt } from './pools.ts';
import type { Route } from './route.ts';
import { countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** A cookie of a user's: it keeps the user with a pool from one request until some time after it. */
export interface Cookie {
  pool: string;
  from: Micros;
  to: Micros;
}

interface Cookies {
  byUser: Map<number, Cookie[]>;
  /** Instants at which cookies of a pool were given and ran out, ascending. */
  given: Map<string, Float64Array>;
  over: Map<string, Float64Array>;
}

/** The pool that routers keep users with, and for how long: those who were drawn once for a while, those of a split for good. */
const keeperOf = ({ sticky, split }: Route): { pool: string; for: Micros } | null =>
  sticky ?? (split ? { pool: split.pool, for: Infinity } : null);

/**
 * Read off the attempts by the routers' own rule: a user without a cookie who is sent to the pool that keeps users gets one, and while
 * it lasts no other.
 */
const cookiesOf = oncePerTrace((trace: Trace): Cookies => {
  const byUser = new Map<number, Cookie[]>();
  const { attempts, requests } = trace;
  const changes = trace.facts.flatMap((fact) => (fact.type === 'route.effective' ? [fact.at] : [])),
    isEverKept = trace.facts.some((fact) => fact.type === 'route.effective' && keeperOf(fact.route) !== null);
  let next = 0,
    keeper = keeperOf(routeAt(trace, 0));
  for (let row = 0; isEverKept && row < attempts.count; row++) {
    const at = attempts.sentAt[row]!,
      request = attempts.request[row]!;
    if (next < changes.length && changes[next]! <= at) {
      next = countUpTo(changes, at);
      keeper = keeperOf(routeAt(trace, at));
    }
    if (keeper === null || request < 0 || poolsOf(trace)[poolOfReplica(trace, attempts.replica[row]!)]?.id !== keeper.pool)
      continue;
    const user = requests.user[request]!,
      cookies = byUser.get(user) ?? byUser.set(user, []).get(user)!;
    if (at >= (cookies.at(-1)?.to ?? 0)) cookies.push({ pool: keeper.pool, from: at, to: at + keeper.for });
  }
  const all = [...byUser.values()].flat(),
    names = [...new Set(all.map(({ pool }) => pool))];
  const times = (of: (cookie: Cookie) => Micros) =>
    new Map(
      names.map((name) => [
        name,
        Float64Array.from(
          all.filter(({ pool }) => pool === name),
          of,
        ).sort(),
      ]),
    );
  return { byUser, given: times(({ from }) => from), over: times(({ to }) => to) };
});

/** How many users a cookie keeps with a pool at an instant: none while routers do not look at cookies. */
export function keptUsers(trace: Trace, pool: string, at: Micros): number {
  const { given, over } = cookiesOf(trace);
  if (keeperOf(routeAt(trace, at))?.pool !== pool) return 0;
  return countUpTo(given.get(pool) ?? [], at) - countUpTo(over.get(pool) ?? [], at);
}

/** The pool that a cookie keeps a user with at an instant; null = none does. */
export function keptWith(trace: Trace, user: number, at: Micros): string | null {
  const cookie = cookiesOf(trace)
    .byUser.get(user)
    ?.findLast(({ from, to }) => from <= at && at < to);
  return cookie !== undefined && keeperOf(routeAt(trace, at))?.pool === cookie.pool ? cookie.pool : null;
}
