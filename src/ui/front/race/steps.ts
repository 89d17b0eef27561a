import type { Micros } from '../../../sim/index.ts';
import type { Strip } from './strip.ts';

/** How fast the race may be watched, from looking closely to a glance. */
export const SPEEDS = [5, 20, 60] as const;
export const SPEED = 20;

/** Everything worth stopping at: the release, who noticed, what each controller did, and its end. */
const instantsOf = (strips: readonly Strip[]): Micros[] =>
  [...new Set(strips.flatMap(({ header, marks, standings, outcomeAt }) => [header.rolloutAt, ...marks.map(({ at }) => at), ...standings.map(({ at }) => at), outcomeAt]))].sort((a, b) => a - b);

/** The next of these instants, or the one before; where there is none, the end or the start of the clock. */
export function stepAmong(strips: readonly Strip[], at: Micros, by: -1 | 1, horizon: Micros): Micros {
  const instants = instantsOf(strips);
  return by > 0 ? (instants.find((each) => each > at) ?? horizon) : (instants.findLast((each) => each < at) ?? 0);
}
