import type { Micros } from '../../kernel/index.ts';
import type { Monitor, Samples } from '../question.ts';
import type { Measured, MeasuredLimits } from '../../trace/measured.ts';
import type { Sampled } from '../run.ts';
import type { Judge } from '../spec.ts';

/** What one measurement may look at. */
export interface Look {
  now: Micros;
  /** When the run began. */
  startedAt: Micros;
  /** What the last measurement of this metric kept that was no error; null = there was none. */
  earlier: Samples | null;
  ask: Monitor;
}

export type Limits = MeasuredLimits;

/** Takes the measurements of one metric: what to ask, what the value is, and what it comes to. Keeps nothing between two looks. */
export interface Prober {
  /** Of the value. */
  unit: Measured['unit'];
  limits: Limits;
  sample(look: Look): Sampled<Samples>;
  judge: Judge<Samples>;
}
