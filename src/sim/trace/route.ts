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

/** Where a measurement, a metric or a whole analysis run stands; Argo's words. */
export type AnalysisPhase = 'Pending' | 'Running' | 'Successful' | 'Failed' | 'Inconclusive' | 'Error';
