import { format, type Micros, type Recovery } from '../../../sim/index.ts';

/** What can be said of the recovery by an instant: how long it has taken so far, or took. */
export interface Recovering { says: string; label: 'to recover' | 'not recovered'; isHarm: boolean }

/** A service is below its goal from the first second that is, until the last one is over; what lies between counts, too. */
export function recoveringBy(recovery: Recovery | null, horizon: Micros, at: Micros): Recovering {
  if (recovery === null || at < recovery.from) return { says: '–', label: 'to recover', isHarm: false };
  const { from, to } = recovery;
  if (to !== null && at >= to) return { says: format.duration(to - from), label: 'to recover', isHarm: false };
  return { says: format.duration(Math.min(at, horizon) - from), label: 'not recovered', isHarm: true };
}
