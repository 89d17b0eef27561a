import { failuresOf, livesOf, stretchAt, type FactId, type Micros, type Trace } from '../../../sim/index.ts';
import type { Selection } from '../../views/index.ts';

/** What is pointed at where a check breaks: the fact itself, else the request that failed at that very instant; null when it is a mere instant. */
export function culpritOf(trace: Trace, { at, fact }: { at: Micros; fact: number | null }): Selection | null {
  if (fact !== null) return { kind: 'fact', fact };
  const failure = failuresOf(trace).find((one) => one.at === at);
  return failure === undefined ? null : { kind: 'request', request: failure.request };
}

/**
 * What a request's failure is explained by: the decision that led to what its last server was going through then, or that itself where
 * nobody decided it. Null when the request never got to a server.
 */
export function behind(trace: Trace, request: number): FactId | null {
  const { requests, attempts } = trace,
    life = livesOf(trace)[attempts.replica[requests.lastAttempt[request]!]!];
  const state = life === undefined ? null : (stretchAt(life, requests.endedAt[request]!)?.fact ?? null);
  for (let id = state; id !== null; id = trace.facts[id]!.cause) if ('why' in trace.facts[id]!) return id;
  return state;
}

/**
 * What is shown of a run that breaks a check: the round's window, and in it the instant that matters with some room around it. A check that
 * breaks only as the run is over is shown at the window's end.
 */
export function placeOf({ from, to }: { from: Micros; to: Micros }, at: Micros, horizon: Micros): { part: { from: Micros; to: Micros }; at: Micros } {
  const instant = at >= horizon ? to : at,
    isInside = instant >= from && instant <= to,
    room = (to - from) / 10;
  return { part: isInside ? { from, to } : { from: Math.max(0, Math.min(from, instant - room)), to: Math.min(horizon, Math.max(to, instant + room)) }, at: instant };
}
