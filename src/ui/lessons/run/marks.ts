import type { Micros } from '../../../sim/index.ts';
import { find, marked, named, windowOf, type LearnerRecord, type Lesson, type MarkSpec, type RunRecord, type Verdict } from '../../../lessons/index.ts';

/** After so many tries the moment is shown: nobody has to guess for ever. */
export const TRIES = 3;

/** Pixels between the rows of flags, one row for each mark. */
export const FLAG_ROW = 21;

/** How a mark of the learner stands. */
export interface MarkState {
  id: string;
  spec: MarkSpec;
  /** Where it was put last; null before. */
  put: Micros | null;
  tries: number;
  /** Where the moment was; null where this run has none. */
  was: Micros | null;
  isRight: boolean;
  /** Whether the learner is done with it, so that the truth may be shown. */
  isSettled: boolean;
  /** What the judge says of it; null = right. */
  verdict: Verdict;
}

/** The marks of a round in the order of the prose. */
export function marksOf(lesson: Lesson, run: RunRecord, learner: LearnerRecord): MarkState[] {
  const { from, to } = windowOf(lesson, run.round, run.scenario);
  return lesson.spec.marks
    .filter(([, { round }]) => round === run.round)
    .map(([id, spec]) => {
      const tries = learner.marks[id] ?? [],
        was = find(run.trace, named(lesson.spec.moments, spec.moment))?.at ?? null,
        verdict = marked(run, learner, lesson.spec, { mark: id }),
        isRight = verdict === null;
      return {
        id, spec, was, verdict, isRight,
        put: tries.at(-1) ?? null,
        tries: tries.length,
        // Nobody should look long for what their own plan put out of sight.
        isSettled: isRight || tries.length >= TRIES || (tries.length > 0 && (was === null || was < from || was > to)),
      };
    });
}
