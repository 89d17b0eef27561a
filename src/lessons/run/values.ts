import { parseDuration } from '../../sim/index.ts';
import { sourceOf, type Lesson } from '../lesson.ts';
import type { LearnerRecord, Plan } from '../record.ts';
import { named } from '../spec/schema.ts';
import { measured, saidOf, saidSetting } from './measures.ts';
import { played, type Play } from './played.ts';
import { recordOf } from '../logs.ts';

/** What a control stands at while the learner has not touched it. */
export const standingAt = (lesson: Lesson, control: string): string => {
  const { path } = named(lesson.spec.controls, control);
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], lesson.source);
  return String(value);
};

/** The plan of the run beside the learner's own: the same but for one control, which is put to the value farthest from the learner's. */
export function contrastOf(lesson: Lesson, { attempt }: Pick<LearnerRecord, 'attempt'>): Plan {
  const { control, values } = lesson.spec.compare,
    own = parseDuration(attempt.values[control] ?? standingAt(lesson, control))!;
  const distance = (value: string): number => Math.abs(parseDuration(value)! - own);
  const value = values.reduce((farthest, one) => (distance(one) > distance(farthest) ? one : farthest));
  return { ...attempt, values: { ...attempt.values, [control]: value } };
}

/** Whose run a value of the prose is of. */
function planOf(lesson: Lesson, record: LearnerRecord, log: 'yours' | 'naive' | 'expert' | 'contrast'): Plan {
  switch (log) {
    case 'yours':
      return record.attempt;
    case 'naive':
      return recordOf(lesson, lesson.spec.naive).attempt;
    case 'expert':
      return recordOf(lesson, lesson.spec.expert).plan;
    case 'contrast':
      return contrastOf(lesson, record);
  }
}

/** A number of the prose, told by the run that it is of; null when that run has no such number. */
export function valueOf(lesson: Lesson, id: string, record: LearnerRecord, play: Play): string | null {
  const { round, log, setting, ...rest } = named(lesson.spec.values, id),
    plan = planOf(lesson, record, log);
  if (setting !== null) return saidSetting(sourceOf(lesson, round, plan), setting);
  const { trace } = played(lesson, round, plan, play);
  const { unit, value } = measured(trace, { ...rest, setting }, lesson.spec.moments);
  // A length of time below nothing is no answer to how long something took.
  return value === null || (unit === 'duration' && value < 0) ? null : saidOf({ unit, value });
}
