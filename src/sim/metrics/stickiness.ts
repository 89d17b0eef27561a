import { SECOND, type Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { countUpTo, MEASURED_OVER, oncePerTrace, poolOfReplica, poolsOf, routeAt } from '../trace/index.ts';
import type { Metric } from './metric.ts';

/** How far cookies had taken a pool above its weight, at the best so far. */
export interface Drift {
  at: Micros;
  pool: string;
  asked: number;
  measured: number;
}

/** Each new record, in order of time: the share that a pool with a cookie had of the attempts of the last ten seconds, against its weight. */
const recordsOf = oncePerTrace((trace: Trace): Drift[] => {
  const isSticky = trace.facts.some((fact) => fact.type === 'route.effective' && fact.route.sticky);
  if (!isSticky) return [];
  const sent = sendings(trace);
  const records: Drift[] = [];
  const changes = trace.facts.flatMap((fact) => (fact.type === 'route.effective' ? [fact.at] : []));
  for (let at = MEASURED_OVER; at <= trace.header.horizon; at += SECOND) {
    const { sticky, weights } = routeAt(trace, at);
    // A weight that has just changed has not been measured yet.
    const since = changes[countUpTo(changes, at) - 1] ?? 0;
    const times = sticky && at - since >= MEASURED_OVER ? sent.pools.get(sticky.pool) : undefined;
    if (!sticky || times === undefined) continue;
    const lately = (of: ArrayLike<number>): number => countUpTo(of, at) - countUpTo(of, at - MEASURED_OVER);
    const all = lately(sent.all),
      drift = { at, pool: sticky.pool, asked: weights?.[sticky.pool] ?? 0, measured: all === 0 ? 0 : lately(times) / all };
    const best = records.at(-1);
    if (drift.measured - drift.asked > (best ? best.measured - best.asked : 0)) records.push(drift);
  }
  return records;
});

/** When users' attempts were sent: all of them, and by pool. */
function sendings(trace: Trace): { all: Float64Array; pools: Map<string, number[]> } {
  const { attempts } = trace,
    all: number[] = [],
    pools = new Map(poolsOf(trace).map(({ id }) => [id, [] as number[]]));
  for (let row = 0; row < attempts.count; row++) {
    if (attempts.request[row]! < 0) continue;
    all.push(attempts.sentAt[row]!);
    const pool = poolsOf(trace)[poolOfReplica(trace, attempts.replica[row]!)];
    if (pool) pools.get(pool.id)!.push(attempts.sentAt[row]!);
  }
  return { all: Float64Array.from(all), pools };
}

/** The furthest that cookies have taken a pool above its weight up to an instant; null = nowhere. */
export const driftBy = (trace: Trace, at: Micros): Drift | null =>
  recordsOf(trace).findLast((record) => record.at <= at) ?? null;

export const shareBeyondWeight: Metric = {
  id: 'shareBeyondWeight',
  label: 'Share beyond the weight',
  unit: 'share',
  better: 'lower',
  explains:
    'Most that the measured share of requests (of ten seconds) was above the weight that was asked for, because cookies keep users with the new version.',
  measure: (trace) => {
    const drift = driftBy(trace, trace.header.horizon);
    return drift === null ? null : drift.measured - drift.asked;
  },
};
