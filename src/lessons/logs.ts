import { parseDuration } from '../sim/index.ts';
import { windowOf, scenarioOf, type Lesson } from './lesson.ts';
import { NO_RECORD, type Guess, type LearnerRecord, type Plan } from './record.ts';
import { named, type LogSpec } from './spec/schema.ts';

/** What somebody did, as lesson.yaml writes it down, as a learner's record. */
export function recordOf(lesson: Lesson, log: LogSpec): LearnerRecord {
  const attempt: Plan = { values: Object.fromEntries(log.attempt), acts: [] };
  return {
    ...NO_RECORD,
    attempt,
    plan: { values: Object.fromEntries(log.plan), acts: log.acts },
    guesses: Object.fromEntries(log.guesses.map(([id, text]) => [id, guessOf(lesson, id, text, attempt)])),
    marks: Object.fromEntries(log.marks.map(([id, at]) => [id, [at]])),
  };
}

/** `6m` for a bar, `400` for a count, `0s 4, 2m 0` for a curve, whose instants count from the left edge of the drawing. */
function guessOf(lesson: Lesson, id: string, text: string, attempt: Plan): Guess {
  const { kind, round } = named(lesson.spec.guesses, id);
  const length = (written: string): number => {
    const value = parseDuration(written);
    if (value === null) throw new Error(`The guess ${id} of ${lesson.id} has "${written}" where a length of time should be.`);
    return value;
  };
  if (kind === 'bar') return { kind, length: length(text) };
  if (kind === 'count') return { kind, count: Number(text) };
  const { from } = windowOf(lesson, round, scenarioOf(lesson, round, attempt));
  const points = text.split(',').map((point): [number, number] => {
    const [at = '', value = ''] = point.trim().split(/\s+/);
    return [from + length(at), Number(value)];
  });
  return { kind, points };
}
