import { type Micros, oncePerTrace, rolloutFailures, series, type Trace } from '../../../sim/index.ts';
import { countingUp, valueOf, type Curve } from './curve.ts';
import { surplusSteps, surplusUpTo, type SurplusSteps } from './surplus.ts';

/** What a rollout has cost by an instant: its users, and whoever pays for the servers. */
export interface Toll {
  /** Requests that failed because of the rollout. */
  failed: number;
  /** Distinct users with at least one of them. */
  hurt: number;
  /** Server-minutes beyond those of the servers of the start; negative when servers were missing. */
  surplus: number;
  /** Servers that exist and are paid for, at this instant. */
  servers: number;
}

/** All of it over the whole run, worked out once: any instant is then a search in sorted times. */
export const tollCurves = oncePerTrace((trace: Trace): { failed: Curve; hurt: Curve; servers: Curve } => {
  const failures = rolloutFailures(trace), known = new Set<number>();
  const firsts = failures.filter(({ user }) => !known.has(user) && known.add(user));
  const { fleet } = series(trace);
  return { failed: countingUp(failures.map(({ at }) => at)), hurt: countingUp(firsts.map(({ at }) => at)), servers: { at: fleet.at, values: fleet.billed } };
});

/** Server-minutes beyond the usual by the beginning of each step of the fleet. */
export const surplusOf = oncePerTrace((trace: Trace): SurplusSteps => {
  const { at, values } = tollCurves(trace).servers;
  return surplusSteps(at, values, trace.header.replicas);
});

/** Server-minutes beyond the usual up to an instant. */
export const surplusBy = (trace: Trace, at: Micros): number => surplusUpTo(surplusOf(trace), trace.header.replicas, Math.min(at, trace.header.horizon));

export function tollAt(trace: Trace, at: Micros): Toll {
  const { failed, hurt, servers } = tollCurves(trace);
  return { failed: valueOf(failed, at), hurt: valueOf(hurt, at), surplus: surplusBy(trace, at), servers: valueOf(servers, at) };
}
