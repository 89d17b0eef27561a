import type { Micros } from '../sim/index.ts';
import type { Act } from './spec/forms.ts';

/** What the learner decides: values of the lesson's controls as they are written in a scenario, and actions during the run. */
export interface Plan {
  values: Readonly<Record<string, string>>;
  acts: readonly { do: Act; at: Micros }[];
}
export const NO_PLAN: Plan = { values: {}, acts: [] };

/** A prediction. Points of a curve are [instant of the run, value], in order of time; bars are lengths of time. */
export type Guess =
  | { kind: 'curve'; points: readonly (readonly [at: Micros, value: number])[] }
  | { kind: 'bar'; length: Micros }
  | { kind: 'count'; count: number }
  /** The learner ran it without a guess; allowed once, and to be seen. */
  | { kind: 'skipped' };

/** All that a learner has done in a lesson: small and plain, so that a link can hold it. */
export interface LearnerRecord {
  guesses: Readonly<Record<string, Guess>>;
  /** The plan that was played and looked at. */
  attempt: Plan;
  /** The plan that is to pass the checks. */
  plan: Plan;
  /** Where the learner saw things happen, every try of it; the last one counts. */
  marks: Readonly<Record<string, readonly Micros[]>>;
  /** Rungs of the ladder of hints that were asked for. */
  hints: number;
  /** How often the plan was put to the checks. */
  proofs: number;
}
export const NO_RECORD: LearnerRecord = { guesses: {}, attempt: NO_PLAN, plan: NO_PLAN, marks: {}, hints: 0, proofs: 0 };
