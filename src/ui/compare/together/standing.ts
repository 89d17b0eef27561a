import { type Frame, format, type Micros, OUTCOME_LABELS, outcomeAt, outcomeOf, recoveryOf, type Trace } from '../../../sim/index.ts';
import { spell, type Role } from '../../marks/words.ts';

/** Where a rollout stands, in a word or two, and the look of that word. */
export interface RolloutStanding { says: string; role: Role; isOver: boolean }

/** Whether the rollout has come to its end by an instant; one that never settles is over with the run. */
export const isOverBy = (trace: Trace, at: Micros): boolean => at >= outcomeAt(trace);

/** Before the rollout, the state of its machine; once it is over, how it ended and when. */
export function rolloutStanding(trace: Trace, { at, machine }: Pick<Frame, 'at' | 'machine'>): RolloutStanding {
  if (!isOverBy(trace, at)) {
    return { says: at < trace.header.rolloutAt ? 'not begun' : spell(machine), role: 'plain', isOver: false };
  }
  const outcome = outcomeOf(trace), label = OUTCOME_LABELS[outcome];
  if (outcome === 'stalled' || outcome === 'degraded') return { says: label, role: 'harm', isOver: true };
  return { says: `${label} at ${format.clock(outcomeAt(trace))}`, role: outcome === 'promoted' ? 'next' : 'stable', isOver: true };
}

/** What can be said of the recovery by an instant: how long it has taken so far, or took. */
export interface Recovering { says: string; label: 'to recover' | 'not recovered'; isHarm: boolean }

/** A service is below its goal from the first second that is, until the last one is over; what lies between counts, too. */
export function recoveringAt(trace: Trace, at: Micros): Recovering {
  const recovery = recoveryOf(trace);
  if (recovery === null || at < recovery.from) return { says: '–', label: 'to recover', isHarm: false };
  const { from, to } = recovery;
  if (to !== null && at >= to) return { says: format.duration(to - from), label: 'to recover', isHarm: false };
  return { says: format.duration(Math.min(at, trace.header.horizon) - from), label: 'not recovered', isHarm: true };
}
