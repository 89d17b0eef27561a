import type { Micros } from '../kernel/index.ts';
import type { ReplicaState } from './facts.ts';

/** One replica at one instant. */
export interface FrameReplica {
  id: string;
  /** Index into `trace.replicas`. */
  index: number;
  revision: string;
  state: ReplicaState;
  /** When this state began, and when it ends (the horizon when it does not). */
  since: Micros;
  until: Micros;
  /** Whether routers send requests to it at this instant. */
  known: boolean;
  node: number;
  detail: string;
  /** Requests in its slots and in its queue. */
  busy: number;
  queued: number;
  /** Attempts that failed here within the last second of simulated time. */
  failing: number;
  restarts: number;
}

/** The world at one instant, as drawn. */
export interface Frame {
  at: Micros;
  /** Living replicas (not `gone`), in order of creation. */
  replicas: FrameReplica[];
  /** Share of new requests by revision that routers send, 0…1; empty when they know no replica. */
  weights: Record<string, number>;
  /** Wanted size by revision. */
  wanted: Record<string, number>;
  /** State path of the strategy's machine, and since when. */
  machine: string;
  machineSince: Micros;
  offered: number;
  served: number;
  /** By cause, so far. Attempts of requests that were served in the end do not count. */
  failed: Record<string, number>;
  failedTotal: number;
  /** Distinct users with at least one failed request so far. */
  usersHurt: number;
}
