import { countUpTo, type Micros } from '../../../sim/index.ts';

/** A number that stays as it is from `at[i]` until `at[i + 1]`, and is 0 before the first. */
export interface Curve {
  at: readonly Micros[];
  values: readonly number[];
}

/** The value at an instant, with what happened at that very instant already counted. */
export const valueOf = ({ at, values }: Curve, instant: Micros): number => values[countUpTo(at, instant) - 1] ?? 0;

/** One more at each of some instants, which ascend. */
export const countingUp = (at: readonly Micros[]): Curve => ({ at, values: at.map((_, index) => index + 1) });
