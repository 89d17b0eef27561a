import type { Micros } from '../kernel/index.ts';
import { SECOND } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { frameAt, oncePerTrace } from '../trace/index.ts';
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
  const end = frameAt(trace, horizon);
  const share = end.weights[stable] ?? 0;
  const hasEndpoints = Object.values(end.weights).some((weight) => weight > 0);
  if (!hasEndpoints || isBreach(trace, lastLook(trace))) return 'degraded';

  const isReady = (state: string) => state === 'ready' || state === 'available';
  const of = (isStable: boolean) => end.replicas.filter((replica) => (replica.revision === stable) === isStable);
  const wanted = Object.entries(end.wanted).reduce((sum, [revision, size]) => sum + (revision === stable ? 0 : size), 0);
  const ready = of(false).filter((replica) => isReady(replica.state)).length;
  if (share === 0 && of(true).length === 0 && ready >= wanted) return 'promoted';
  if (share === 0 || of(false).length > 0) return 'stalled';
  if (end.machine === 'compared') return 'compared';
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
