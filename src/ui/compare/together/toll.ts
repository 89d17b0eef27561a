import { format, type Micros, MINUTE, oncePerTrace, rolloutFailures, series, type Trace } from '../../../sim/index.ts';
import { countingUp, valueOf, type Curve } from './curve.ts';

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
const surplusSteps = oncePerTrace((trace: Trace): Curve => {
  const { at, values } = tollCurves(trace).servers;
  let sum = 0;
  return { at, values: at.map((from, step) => (step === 0 ? 0 : (sum += ((values[step - 1]! - trace.header.replicas) * (from - at[step - 1]!)) / MINUTE))) };
});

/** Server-minutes as people read them, with their sign: a tenth of one is as fine as anybody wants to know. */
export const sayMinutes = (minutes: number): string => `${minutes >= 0.05 ? '+' : ''}${format.decimal(Math.round(minutes * 10) / 10)}`;

/** Server-minutes beyond the usual up to an instant. */
export function surplusBy(trace: Trace, at: Micros): number {
  const steps = surplusSteps(trace), { servers } = tollCurves(trace);
  const until = Math.min(at, trace.header.horizon), from = valueOf({ at: steps.at, values: steps.at }, until);
  return valueOf(steps, until) + ((valueOf(servers, until) - trace.header.replicas) * (until - from)) / MINUTE;
}

export function tollAt(trace: Trace, at: Micros): Toll {
  const { failed, hurt, servers } = tollCurves(trace);
  return { failed: valueOf(failed, at), hurt: valueOf(hurt, at), surplus: surplusBy(trace, at), servers: valueOf(servers, at) };
}
