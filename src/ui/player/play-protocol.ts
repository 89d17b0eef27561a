import type { Scenario, Trace } from '../../sim/index.ts';

/** What the worker that plays single runs is asked. */
export interface ToPlayer {
  scenario: Scenario;
  seed: number;
}

/** What it says: how far it is, now and then, and in the end the run, or what it keeps of it, or why there is none. */
export type FromPlayer<Kept = Trace> =
  | { type: 'progress'; share: number }
  | { type: 'trace'; trace: Kept }
  | { type: 'failure'; message: string };
