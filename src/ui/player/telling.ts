import { momentsOf, MINUTE, SECOND, type Micros, type Trace } from '../../sim/index.ts';

/** Where playing begins: a breath before the rollout. */
export const openingOf = (trace: Trace): Micros => Math.max(0, trace.header.rolloutAt - 2 * SECOND);

/** The one instant to show when nothing may move: in the middle of the way back, of the harm, or of the rollout. */
export function tellingMomentOf(trace: Trace): Micros {
  const { rolloutAt, horizon } = trace.header;
  const { undo, allOnStable, firstHarm, allOnNext } = momentsOf(trace);
  if (undo !== null) return middle(undo, allOnStable ?? Math.min(horizon, undo + MINUTE));
  if (firstHarm !== null) return middle(firstHarm, allOnNext !== null && allOnNext > firstHarm ? allOnNext : Math.min(horizon, firstHarm + MINUTE));
  return middle(rolloutAt, allOnNext ?? Math.min(horizon, rolloutAt + MINUTE));
}

const middle = (from: Micros, to: Micros): Micros => Math.round((from + to) / 2);
