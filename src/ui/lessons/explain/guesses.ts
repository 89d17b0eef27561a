import { scoreOf, truthOf, type Guess, type GuessSpec, type LearnerRecord, type Lesson, type RunRecord, type Score, type Truth } from '../../../lessons/index.ts';

/** One prediction of the lesson with what became of it. */
export interface Told {
  id: string;
  spec: GuessSpec;
  guess: Guess;
  truth: Truth;
  score: Score;
}

/** Every guess of the learner that there is a run to hold against, in the order in which they were asked for. */
export function guessesTold(lesson: Lesson, learner: LearnerRecord, records: Readonly<Record<string, RunRecord>>): Told[] {
  return lesson.spec.guesses.flatMap(([id, spec]) => {
    const run = records[spec.round],
      guess = learner.guesses[id];
    if (run === undefined || guess === undefined) return [];
    const truth = truthOf(lesson, id, run),
      score = scoreOf(lesson, id, guess, run);
    return truth === null || score === null ? [] : [{ id, spec, guess, truth, score }];
  });
}
