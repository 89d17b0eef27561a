import type { Micros } from '../kernel/index.ts';

/**
 * How requests are to be divided. A pool is a group of replicas that a router can send to as one: an environment (`primary`,
 * `baseline`) where a strategy keeps several, else a revision.
 */
export interface Route {
  /** Share of requests for each pool, summing to 1; null = all replicas that the router knows, alike. */
  weights: Record<string, number> | null;
  /** Users of these cohorts go to this pool whatever the weights; the first that fits decides. */
  match?: { cohort: string; pool: string }[];
  /** This share of users, always the same ones, goes to this pool (a cookie given out by chance); all others go by the weights. */
  split?: { pool: string; share: number } | null;
  /**
   * Copies of this share of requests also go to this pool; nobody waits for their answers. `sandboxed`: what a copy would change outside
   * is caught by stand-ins; default false, so that it happens a second time.
   */
  mirror?: { pool: string; share: number; sandboxed?: boolean } | null;
  /** Users who were once sent to this pool stay with it for a while (a cookie). */
  sticky?: { pool: string; for: Micros } | null;
  /** Users follow a change one by one over this time (a DNS record's time to live); default all at once. */
  spread?: Micros;
}

/**
 * What rules about users set aside, by pool, and what they leave for the weights to divide.
 * @param cohorts share of all users, by cohort
 */
export function ruledShares({ match = [], split }: Route, cohorts: Readonly<Record<string, number>>): { pools: Record<string, number>; rest: number } {
  const pools: Record<string, number> = {};
  let rest = 1;
  for (const [cohort, share] of Object.entries(cohorts)) {
    const rule = match.find((one) => one.cohort === cohort);
    if (rule === undefined) continue;
    pools[rule.pool] = (pools[rule.pool] ?? 0) + share;
    rest -= share;
  }
  if (split) {
    pools[split.pool] = (pools[split.pool] ?? 0) + rest * split.share;
    rest -= rest * split.share;
  }
  return { pools, rest };
}

/** Shares of requests by pool, as far as rules and weights say; null = all replicas alike. Cookies and open connections are in no share. */
export function sharesOf(route: Route, cohorts: Readonly<Record<string, number>>): Record<string, number> | null {
  if (route.weights === null) return null;
  const { pools, rest } = ruledShares(route, cohorts);
  const weighed = Object.entries(route.weights).map(([pool, weight]) => [pool, (pools[pool] ?? 0) + rest * weight] as const);
  return { ...pools, ...Object.fromEntries(weighed) };
}

/** Where a measurement, a metric or a whole analysis run stands; Argo's words. */
export type AnalysisPhase = 'Pending' | 'Running' | 'Successful' | 'Failed' | 'Inconclusive' | 'Error';
