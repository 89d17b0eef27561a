import { countUpTo, format, MINUTE, type Micros } from '../../../sim/index.ts';

/** Servers over time, and what they have added up to. */
export interface SurplusSteps {
  /** Ascending; the first is 0. */
  at: readonly Micros[];
  /** Servers that are paid for from `at[i]` until `at[i + 1]`. */
  servers: readonly number[];
  /** Server-minutes beyond the usual by `at[i]`. */
  minutes: readonly number[];
}

/** Server-minutes beyond those of `usual` servers, by the beginning of each step. */
export function surplusSteps(at: readonly Micros[], servers: readonly number[], usual: number): SurplusSteps {
  let sum = 0;
  return { at, servers, minutes: at.map((from, step) => (step === 0 ? 0 : (sum += ((servers[step - 1]! - usual) * (from - at[step - 1]!)) / MINUTE))) };
}

/** Server-minutes beyond the usual up to an instant. */
export function surplusUpTo({ at, servers, minutes }: SurplusSteps, usual: number, until: Micros): number {
  const step = countUpTo(at, until) - 1;
  return step < 0 ? 0 : minutes[step]! + ((servers[step]! - usual) * (until - at[step]!)) / MINUTE;
}

/** Server-minutes as people read them, with their sign: a tenth of one is as fine as anybody wants to know. */
export const sayMinutes = (minutes: number): string => `${minutes >= 0.05 ? '+' : ''}${format.decimal(Math.round(minutes * 10) / 10)}`;
