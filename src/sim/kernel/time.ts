/** An instant or a length of simulated time: an integer number of microseconds. The only time unit inside `src/sim`. */
export type Micros = number;

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;

/** Whole microseconds nearest to a number of seconds. */
export const seconds = (amount: number): Micros => Math.round(amount * SECOND);

/** Seconds, for people and for JSON; exact to the microsecond. */
export const toSeconds = (at: Micros): number => at / SECOND;
