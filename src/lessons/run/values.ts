import { sourceOf, type Lesson } from '../lesson.ts';
import type { LearnerRecord, Plan } from '../record.ts';
import { named } from '../spec/schema.ts';
import { measured, saidOf, saidSetting } from './measures.ts';
import { played, type Play } from './played.ts';
import { recordOf } from '../logs.ts';

/** The plan of the run beside the learner's own: the same but for one control. */
export function contrastOf(
  { spec: { compare } }: Lesson,
  { attempt }: Pick<LearnerRecord, 'attempt'>,
  standing: string | null,
): Plan {
  const own = attempt.values[compare.control] ?? standing,
    value = compare.values.find((one) => one !== own)!;
  return { ...attempt, values: { ...attempt.values, [compare.control]: value } };
}

/** What a control stands at while the learner has not touched it. */
export const standingAt = (lesson: Lesson, control: string): string | null => {
  const { path } = named(lesson.spec.controls, control);
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], lesson.source);
  return typeof value === 'string' ? value : null;
};

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
      return contrastOf(lesson, record, standingAt(lesson, lesson.spec.compare.control));
  }
}

/** A number of the prose, told by the run that it is of; null when that run has no such number. */
export function valueOf(lesson: Lesson, id: string, record: LearnerRecord, play: Play): string | null {
  const { round, log, setting, ...rest } = named(lesson.spec.values, id),
    plan = planOf(lesson, record, log);
  if (setting !== null) return saidSetting(sourceOf(lesson, round, plan), setting);
  const { trace } = played(lesson, round, plan, play);
  const { unit, value } = measured(trace, { ...rest, setting }, lesson.spec.moments);
  return value === null ? null : saidOf({ unit, value });
}
