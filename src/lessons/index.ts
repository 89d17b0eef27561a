/**
 * The one door of the lessons: what the terminal and the pages may use. The lessons themselves are in `library.ts`, as data; reading their
 * files is in `author/`, which pages have no need of.
 */
export type { About } from './about.ts';
export { isPassed, judge, type Judged } from './checks/judge.ts';
export { marked } from './checks/learner.ts';
export { asked } from './checks/says.ts';
export type { Verdict, Violation } from './checks/verdict.ts';
export { valuesOf } from './controls.ts';
export { scenarioOf, sourceOf, windowOf, type Lesson } from './lesson.ts';
export { recordOf } from './logs.ts';
export { keep, keptFrom, lessonActor, LESSON_SCHEMA, type Kept, type LessonActor } from './machine/keep.ts';
export { lessonMachine, type LessonEvent } from './machine/machine.ts';
export { HINTS, isOffered, outlineOf, type Outline } from './machine/outline.ts';
export { BEATS, blocksIn, inlinesIn, type Align, type Beat, type Block, type Inline, type Scene } from './prose.ts';
export { minutesOf } from './prove/pace.ts';
export { proveLesson, RANDOM_LOGS, type Claim } from './prove/prove.ts';
export { NO_PLAN, NO_RECORD, type Guess, type LearnerRecord, type Plan } from './record.ts';
export { measured, saidOf } from './run/measures.ts';
export { find, stretchesOf, type Found } from './run/moments.ts';
export { played, remembering, type Play, type RunRecord } from './run/played.ts';
export { contrastOf, standingAt, valueOf } from './run/values.ts';
export { toldTo } from './run/told.ts';
export { drawnAt, type CurveGap } from './score/curve.ts';
export type { AmountGap } from './score/amount.ts';
export { scoreOf, truthOf, type Score, type Truth } from './score/score.ts';
export { ACTS, type Act, type Form } from './spec/forms.ts';
export type { GuessSpec, Misconception } from './spec/guesses.ts';
export { QUANTITIES, valueAtInstant, type Quantity, type Steps } from './spec/quantities.ts';
export { named, type CheckSpec, type ControlSpec, type LessonSpec, type MarkSpec, type RoundSpec } from './spec/schema.ts';
