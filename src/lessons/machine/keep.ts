import { createActor, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import { fields, isMapping, LinkProblem, read, type Json, type Schema } from '../../sim/index.ts';
import type { Lesson } from '../lesson.ts';
import type { Guess, LearnerRecord, Plan } from '../record.ts';
import { named } from '../spec/schema.ts';
import { lessonMachine, type Context } from './machine.ts';
import { HINTS, isOffered, outlineOf } from './outline.ts';

/** Bumped when a kept lesson of the old form could no longer be gone on with. */
export const LESSON_SCHEMA = 1;

/** Where a learner is in a lesson and all that was done: small, plain, and enough to go on. */
export interface Kept {
  schema: typeof LESSON_SCHEMA;
  lesson: string;
  /** State of the machine: `observe`, `run.over`. */
  at: string;
  round: number;
  locked: number;
  seen: number;
  /** The check that the plan fails, and whether it passed them all; neither while it is not judged. */
  failing: string | null;
  proved: boolean;
  record: LearnerRecord;
}

export type LessonActor = ActorRefFrom<typeof lessonMachine>;
type Snapshot = SnapshotFrom<typeof lessonMachine>;

/** States that one can come back to. A check in progress and a run in progress are begun anew. */
const STATES = [
  'hook',
  'attempt',
  'predict',
  'run.playing',
  'run.paused',
  'run.over',
  'observe',
  'explain',
  'prove.planning',
  'prove.failed',
  'prove.passed',
  'open',
];
const RESTING: Readonly<Record<string, string>> = { 'prove.checking': 'prove.planning' };

const pathOf = (value: Snapshot['value']): string => (typeof value === 'string' ? value : Object.entries(value).flat().join('.'));

/** What a link holds of a lesson in progress. */
export function keep(lesson: Lesson, { value, context }: Pick<Snapshot, 'value' | 'context'>): Kept {
  const { round, locked, seen, record, failing } = context,
    path = pathOf(value);
  return {
    schema: LESSON_SCHEMA,
    lesson: lesson.id,
    at: RESTING[path] ?? path,
    round,
    locked,
    seen,
    failing: failing ?? null,
    proved: failing === null,
    record,
  };
}

/** An actor that begins the lesson, or goes on where it was left. */
export function lessonActor(lesson: Lesson, kept?: Kept): LessonActor {
  const outline = outlineOf(lesson);
  if (kept === undefined) return createActor(lessonMachine, { input: { outline } });
  const { at, round, locked, seen, failing, proved, record } = kept,
    [outer, inner] = at.split('.') as [string, string?];
  const context: Context = {
    outline,
    round,
    locked,
    seen,
    record,
    failing: proved ? null : (failing ?? undefined),
  };
  const snapshot = lessonMachine.resolveState({ value: (inner === undefined ? outer : { [outer]: inner }) as never, context });
  return createActor(lessonMachine, { input: { outline }, snapshot });
}

const { flag, integer, list, object, text } = fields;
const about = { label: 'Kept', help: 'A part of a lesson in progress.' };
const whole = (max: number): Schema<number> => integer({ ...about, max });
const INSTANT = 86_400_000_000;
const shape = object(
  {
    schema: integer({ ...about, min: LESSON_SCHEMA, max: LESSON_SCHEMA }),
    lesson: text({ ...about, max: 40 }),
    at: text({ ...about, max: 20 }),
    round: whole(2),
    locked: whole(3),
    seen: whole(3),
    proved: flag(about),
  },
  about,
);
const instants = list(whole(INSTANT), { ...about, max: 5 });
const POINTS_MAX = 500;

/** Reads what `keep` has kept, trusting nothing in it. Throws LinkProblem with a sentence for the reader. */
export function keptFrom(lesson: Lesson, value: Json): Kept {
  const damaged = new LinkProblem('The link does not fit this lesson: part of it is missing or altered.');
  if (!isMapping(value)) throw damaged;
  // A check may well be called `none`, which in a file would mean that there is none.
  const { record, failing, ...rest } = value,
    reading = read(shape, rest);
  if (value['schema'] !== LESSON_SCHEMA) throw new LinkProblem('The link was made by another version of Cutover.');
  if (!reading.ok || reading.value.lesson !== lesson.id || !STATES.includes(reading.value.at)) throw damaged;
  const { schema: _, ...kept } = reading.value,
    outline = outlineOf(lesson),
    own = recordFrom(lesson, record ?? null);
  const { round, locked, seen, proved } = kept,
    isInOrder = round < outline.rounds.length && seen <= locked && locked <= outline.rounds.length;
  const check = outline.checks.find((one) => one === failing) ?? null,
    isJudgedOnce = failing === check && !(proved && check !== null);
  if (own === null || !isInOrder || !isJudgedOnce) throw damaged;
  return { schema: LESSON_SCHEMA, ...kept, failing: check, record: own };
}

function recordFrom(lesson: Lesson, value: Json): LearnerRecord | null {
  if (!isMapping(value)) return null;
  const attempt = planFrom(lesson, value['attempt']),
    plan = planFrom(lesson, value['plan']);
  const hints = read(whole(HINTS), value['hints']),
    proofs = read(whole(1_000_000), value['proofs']);
  if (attempt === null || plan === null || !hints.ok || !proofs.ok || !isMapping(value['guesses']) || !isMapping(value['marks']))
    return null;
  const guesses: [string, Guess][] = [],
    marks: [string, number[]][] = [];
  for (const [id, written] of Object.entries(value['guesses'])) {
    const guess = guessFrom(lesson, id, written);
    if (guess === null) return null;
    guesses.push([id, guess]);
  }
  for (const [id, written] of Object.entries(value['marks'])) {
    const tries = read(instants, written);
    if (!tries.ok || tries.value.length === 0 || !lesson.spec.marks.some(([name]) => name === id)) return null;
    marks.push([id, tries.value]);
  }
  if (guesses.filter(([, { kind }]) => kind === 'skipped').length > 1) return null;
  return {
    attempt,
    plan,
    hints: hints.value,
    proofs: proofs.value,
    guesses: Object.fromEntries(guesses),
    marks: Object.fromEntries(marks),
  };
}

function planFrom(lesson: Lesson, value: Json | undefined): Plan | null {
  if (!isMapping(value) || !isMapping(value['values']) || !Array.isArray(value['acts'])) return null;
  const plan = { values: value['values'], acts: value['acts'] } as unknown as Plan;
  const isPlain =
    Object.values(plan.values).every((one) => typeof one === 'string') &&
    plan.acts.every((act) => isMapping(act) && Object.keys(act).length === 2);
  return isPlain && isOffered(outlineOf(lesson), plan) ? plan : null;
}

function guessFrom(lesson: Lesson, id: string, value: Json): Guess | null {
  if (!isMapping(value) || !lesson.spec.guesses.some(([name]) => name === id)) return null;
  const isAmount = (amount: unknown, most: number): amount is number =>
    typeof amount === 'number' && amount >= 0 && amount <= most;
  if (value['kind'] === 'skipped') return { kind: 'skipped' };
  const spec = named(lesson.spec.guesses, id);
  if (value['kind'] !== spec.kind) return null;
  if (spec.kind === 'bar') return isAmount(value['length'], spec.most) ? { kind: 'bar', length: value['length'] } : null;
  if (spec.kind === 'count') return isAmount(value['count'], spec.most) ? { kind: 'count', count: value['count'] } : null;
  const { points } = value;
  if (!Array.isArray(points) || points.length === 0 || points.length > POINTS_MAX) return null;
  let last = -1;
  for (const point of points) {
    if (
      !Array.isArray(point) ||
      point.length !== 2 ||
      !isAmount(point[0], INSTANT) ||
      !isAmount(point[1], spec.most) ||
      point[0] < last
    )
      return null;
    last = point[0];
  }
  return { kind: 'curve', points: points as [number, number][] };
}
