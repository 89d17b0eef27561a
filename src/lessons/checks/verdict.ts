import { format, type FactId, type Micros } from '../../sim/index.ts';

/** Where a check fails: the first fact, or at least the first instant, that breaks it, and a sentence that says how. */
export interface Violation {
  at: Micros;
  fact: FactId | null;
  says: string;
}

/** Null = holds. */
export type Verdict = Violation | null;

export const violation = (at: Micros, says: string, fact: FactId | null = null): Violation => ({ at, fact, says });

/** An instant as a sentence tells it. */
export const atClock = (at: Micros): string => `at ${format.clock(at)}`;
export const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
export const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
