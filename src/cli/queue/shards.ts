import { build, estimateRequests, type Plan, type RunRange } from '../../sim/index.ts';

/** Requests of a shard, about a second of work: enough to make the way through the queue small, and little to lose with a worker. */
const REQUESTS = 1_500_000;
/** Requests that are worth the way at least. */
const REQUESTS_LEAST = 100_000;
/** Runs of a shard at most; their rows are about 120 KB. */
const RUNS_MOST = 256;
/** Shards that an experiment is cut into where that leaves each worth its way, so that many workers have something to do. */
const SHARDS = 16;

/** Runs that a shard of this plan may have at most, wherever it comes from. */
export const shardMost = (plan: Plan): number => runsWorth(plan, REQUESTS);

/** Cuts runs into shards, always the same for the same runs: whoever begins anew finds what was played before. */
export function shardsOf(plan: Plan, { from, to }: RunRange): RunRange[] {
  const few = Math.max(Math.ceil((to - from) / SHARDS), runsWorth(plan, REQUESTS_LEAST)),
    size = Math.min(shardMost(plan), few);
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, index) => ({
    from: from + index * size,
    to: Math.min(to, from + (index + 1) * size),
  }));
}

/** Runs that make so many requests together, by the busiest arm. */
function runsWorth({ arms }: Plan, requests: number): number {
  const busiest = Math.max(...arms.map(({ source }) => estimateRequests(build(source))));
  return Math.max(1, Math.min(RUNS_MOST, Math.floor(requests / busiest)));
}

/** Two shards are called alike only if they are the same runs of the same plan: to add one again changes nothing. */
export const shardName = (fingerprint: string, { from, to }: RunRange): string => `${fingerprint}-${from}-${to}`;

/** The runs of a shard as people count them. */
export const inWords = ({ from, to }: RunRange): string => (to - from === 1 ? `run ${to}` : `runs ${from + 1} to ${to}`);
