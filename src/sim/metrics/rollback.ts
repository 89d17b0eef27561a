import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { oncePerTrace } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { rolloutFailures } from './blast.ts';
import { momentsOf } from './moments.ts';
import { outcomeOf } from './outcome.ts';

export const ROLLBACK_PARTS = ['detect', 'decide', 'execute', 'drain'] as const;
export type RollbackPart = (typeof ROLLBACK_PARTS)[number];

/** One part of the way back, as instants; `to` is null while it is not finished. */
export interface RollbackStretch {
  part: RollbackPart;
  from: Micros;
  to: Micros | null;
}

/**
 * The way back in four parts: *detect* from the first harm to the alarm, *decide* from there to the undo, *execute* from there until
 * everything is on *stable*, *drain* until the last server of *next* is gone. A part that did not happen is missing.
 *
 * When the undo comes before any alarm, somebody noticed without one: detecting then lasts from the first harm to the undo, and there is
 * no time of deciding. An undo without any harm before it begins with *execute*. A rollout that was promoted has no way back.
 */
export const rollbackOf = oncePerTrace((trace: Trace): RollbackStretch[] => {
  const { firstHarm, alarm, undo, allOnStable, nextGone } = momentsOf(trace);
  const parts: RollbackStretch[] = [];
  if (undo === null && outcomeOf(trace) === 'promoted') return parts;
  const isAlarmed = alarm !== null && (undo === null || alarm <= undo);
  if (firstHarm !== null && (undo === null || firstHarm < undo)) {
    const noticed = isAlarmed ? Math.max(alarm, firstHarm) : undo;
    parts.push({ part: 'detect', from: firstHarm, to: noticed });
  }
  if (isAlarmed) parts.push({ part: 'decide', from: Math.max(alarm, firstHarm ?? alarm), to: undo });
  if (undo === null) return parts;
  parts.push({ part: 'execute', from: undo, to: allOnStable });
  if (allOnStable !== null)
    parts.push({ part: 'drain', from: allOnStable, to: nextGone === null ? null : Math.max(nextGone, allOnStable) });
  return parts;
});

const lengthOf = (trace: Trace, part: RollbackPart): Micros | null => {
  const found = rollbackOf(trace).find((stretch) => stretch.part === part);
  return found && found.to !== null ? found.to - found.from : null;
};

const part = (name: RollbackPart, label: string, explains: string): Metric => ({
  id: `rollback${name[0]!.toUpperCase()}${name.slice(1)}`,
  label,
  unit: 'duration',
  better: 'lower',
  explains,
  measure: (trace) => lengthOf(trace, name),
});

export const rollbackParts: readonly Metric[] = [
  part(
    'detect',
    'Rollback: detect',
    'From the first request that failed because of the rollout to the alarm; to the undo when no alarm came before it.',
  ),
  part('decide', 'Rollback: decide', 'From the alarm to the undo.'),
  part('execute', 'Rollback: execute', 'From the undo until routers sent everything to the stable version.'),
  part('drain', 'Rollback: drain', 'From there until the last server of the next version was gone.'),
];

export const rollbackTime: Metric = {
  id: 'rollbackTime',
  label: 'Rollback time',
  unit: 'duration',
  better: 'lower',
  explains:
    'Detect + decide + execute + drain: from the first harm (or alarm, or undo, whichever came first) until the next version was gone again.',
  measure: (trace) => {
    const parts = rollbackOf(trace);
    const last = parts.at(-1);
    return last?.part === 'drain' && last.to !== null ? last.to - parts[0]!.from : null;
  },
};

export const hurtBeforeUndo: Metric = {
  id: 'hurtBeforeUndo',
  label: 'Users hurt before the undo',
  unit: 'users',
  better: 'lower',
  explains:
    'Distinct users with a request that failed because of the rollout, until the release was taken back; until the end of the run where it never was.',
  measure: (trace) => {
    const { undo } = momentsOf(trace);
    const before = rolloutFailures(trace).filter(({ at }) => undo === null || at <= undo);
    return new Set(before.map(({ user }) => user)).size;
  },
};
