import type { Micros } from '../kernel/index.ts';
import { SECOND } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { decidedAt, kindOf, livesOf, oncePerTrace, stretchAt } from '../trace/index.ts';
import { momentsOf } from './moments.ts';
import { isBreach, secondsOf } from './windows.ts';

export type Outcome = 'promoted' | 'rolledBack' | 'compared' | 'stalled' | 'degraded';

/** How far back from the end one looks to see whether users are still being failed. */
export const LAST_LOOK = 30 * SECOND;

/**
 * How the run ended. `degraded`: users were being failed at the end (below the SLO over the last 30 s, or nobody to send requests to),
 * whatever the controller says. `promoted`: everything on *next* at full size, no *stable* server left. `rolledBack`: after an undo or an abort
 * everything on *stable*, no server of *next* left. `compared`: the same after a test that was never meant to go further. `stalled`: neither
 * there nor back.
 */
export const outcomeOf = oncePerTrace((trace: Trace): Outcome => {
  const { horizon, stable } = trace.header;
  const { weights, wanted, machine } = decidedAt(trace, horizon);
  const share = weights[stable] ?? 0;
  const hasEndpoints = Object.values(weights).some((weight) => weight > 0);
  if (!hasEndpoints || isBreach(trace, lastLook(trace))) return 'degraded';

  let old = 0,
    fresh = 0,
    ready = 0;
  for (const life of livesOf(trace)) {
    const state = stretchAt(life, horizon)?.state;
    if (state === undefined || state === 'gone') continue;
    if (life.revision === stable) old++;
    else fresh++;
    if (life.revision !== stable && kindOf(state) === 'ready') ready++;
  }
  const size = Object.entries(wanted).reduce((sum, [revision, own]) => sum + (revision === stable ? 0 : own), 0);
  if (share === 0 && old === 0 && ready >= size) return 'promoted';
  if (share === 0 || fresh > 0) return 'stalled';
  if (machine === 'compared') return 'compared';
  return momentsOf(trace).undo === null ? 'stalled' : 'rolledBack';
});

/** When the outcome was reached: the last server of the other version gone; the horizon for a run that never settled. */
export function outcomeAt(trace: Trace): Micros {
  const { horizon } = trace.header;
  const moments = momentsOf(trace);
  const outcome = outcomeOf(trace);
  if (outcome === 'promoted') return Math.max(moments.allOnNext ?? 0, moments.stableGone ?? horizon);
  if (outcome === 'rolledBack') return Math.max(moments.allOnStable ?? horizon, moments.nextGone ?? horizon);
  if (outcome === 'compared') return lastServerGone(trace);
  return horizon;
}

/** When the last server of any version but the stable one was gone. */
function lastServerGone(trace: Trace): Micros {
  const gone = trace.facts.findLast((fact) => fact.type === 'replica.gone' && fact.revision !== trace.header.stable);
  return gone?.at ?? 0;
}

function lastLook(trace: Trace): { served: number; failed: number } {
  const sum = { served: 0, failed: 0 };
  for (const second of secondsOf(trace)) {
    if (second.at < trace.header.horizon - LAST_LOOK) continue;
    sum.served += second.served;
    sum.failed += second.failed;
  }
  return sum;
}
