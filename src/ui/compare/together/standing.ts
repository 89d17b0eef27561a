import { type Frame, format, type Micros, OUTCOME_LABELS, outcomeAt, outcomeOf, recoveryOf, type Trace } from '../../../sim/index.ts';
import { spell, type Role } from '../../marks/words.ts';
import { recoveringBy, type Recovering } from './recovering.ts';

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

export const recoveringAt = (trace: Trace, at: Micros): Recovering => recoveringBy(recoveryOf(trace), trace.header.horizon, at);
