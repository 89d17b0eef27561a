import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { oncePerTrace, series } from '../trace/index.ts';
import { rolloutFailures } from './blast.ts';

/** The turning points of a rollout; null for those that the run never reached. */
export interface Moments {
  /** The first request that failed because of the rollout. */
  firstHarm: Micros | null;
  /** The first alarm at or after the start of the rollout: the pager, or an analysis that failed. */
  alarm: Micros | null;
  /** The first accepted undo, abort or deployment of *stable*, or entry of the machine into a state of going back or having been aborted. */
  undo: Micros | null;
  /** Routers send everything to *next*, for the first time. */
  allOnNext: Micros | null;
  /** After `allOnNext`, no replica of *stable* exists any more. */
  stableGone: Micros | null;
  /** At or after the undo, routers send everything to *stable*. */
  allOnStable: Micros | null;
  /** At or after the undo, no replica of *next* exists any more. */
  nextGone: Micros | null;
}

export const momentsOf = oncePerTrace((trace: Trace): Moments => {
  const { rolloutAt, stable } = trace.header;
  const undo = firstAt(trace, (fact) => fact.at >= rolloutAt && isReturn(fact, stable));
  const allOnNext = trafficFrom(trace, rolloutAt, (share) => share === 0);
  return {
    firstHarm: rolloutFailures(trace)[0]?.at ?? null,
    alarm: firstAt(trace, (fact) => fact.at >= rolloutAt && isAlarm(fact)),
    undo,
    allOnNext,
    stableGone: allOnNext === null ? null : emptyFrom(trace, allOnNext, (revision) => revision === stable),
    allOnStable: undo === null ? null : trafficFrom(trace, undo, (share) => share === 1),
    nextGone: undo === null ? null : emptyFrom(trace, undo, (revision) => revision !== stable),
  };
});

export type UndoneBy = 'person' | 'controller';

/** Who took the release back first; null when nobody did. */
export function undoneBy(trace: Trace): UndoneBy | null {
  const { undo } = momentsOf(trace);
  if (undo === null) return null;
  return trace.facts.some((fact) => fact.at === undo && fact.type === 'operator.acted' && fact.accepted) ? 'person' : 'controller';
}

function isReturn(fact: Trace['facts'][number], stable: string): boolean {
  if (fact.type === 'operator.acted') return fact.accepted && ['undo', 'abort', `deploy ${stable}`].includes(fact.action);
  return fact.type === 'rollout.state' && /(^|\.)(rollingBack|undoing|aborting|aborted|failed)/.test(fact.state);
}

function isAlarm(fact: Trace['facts'][number]): boolean {
  return fact.type === 'alarm.fired' || (fact.type === 'analysis.ended' && (fact.phase === 'Failed' || fact.phase === 'Error'));
}

function firstAt(trace: Trace, wanted: (fact: Trace['facts'][number]) => boolean): Micros | null {
  return trace.facts.find(wanted)?.at ?? null;
}

/** The first instant from `from` on at which the routers' share for *stable* passes the test, with anyone to send to at all. */
function trafficFrom(trace: Trace, from: Micros, passes: (stableShare: number) => boolean): Micros | null {
  let before: Record<string, number> = {};
  const matches = (weights: Record<string, number>) => {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    return total > 0 && passes((weights[trace.header.stable] ?? 0) / total);
  };
  for (const fact of trace.facts) {
    if (fact.type !== 'weight.changed') continue;
    if (fact.at > from && matches(before)) return from;
    before = fact.weights;
    if (fact.at >= from && matches(before)) return fact.at;
  }
  return matches(before) ? from : null;
}

/** The first instant from `from` on from which no replica of these revisions exists for the rest of the run. */
function emptyFrom(trace: Trace, from: Micros, counts: (revision: string) => boolean): Micros | null {
  const { fleet } = series(trace);
  const revisions = trace.revisions.filter(counts);
  const isEmpty = (step: number) => revisions.every((revision) => fleet.byRevision[revision]!.alive[step] === 0);
  let step = fleet.at.length - 1;
  if (!isEmpty(step)) return null;
  while (step > 0 && isEmpty(step - 1)) step--;
  return Math.max(from, fleet.at[step]!);
}
