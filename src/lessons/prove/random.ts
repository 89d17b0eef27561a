import { Random, type Micros } from '../../sim/index.ts';
import { valuesOf } from '../controls.ts';
import { scenarioOf, windowOf, type Lesson } from '../lesson.ts';
import { NO_RECORD, type LearnerRecord, type Plan } from '../record.ts';

/** What somebody does who turns every knob and puts every mark without looking: one record for each number. */
export function randomRecord(lesson: Lesson, number: number): LearnerRecord {
  const draw = new Random(lesson.spec.unseen).stream(`log/${number}`);
  const upTo = (most: number): number => Math.min(most, Math.floor(draw() * (most + 1)));
  const values = (): Plan['values'] =>
    Object.fromEntries(lesson.spec.controls.map(([id, control]) => [id, valuesOf(control)[upTo(valuesOf(control).length - 1)]!]));
  const [attempt, own]: Plan[] = [
    { values: values(), acts: [] },
    { values: values(), acts: [] },
  ];
  const { horizon } = scenarioOf(lesson, lesson.spec.rounds[0]![0], attempt!);
  const acts = lesson.spec.acts.filter(() => draw() < 0.5).map((act) => ({ do: act, at: upTo(horizon) }));
  const marks = lesson.spec.marks.map(([id, { round }]): [string, Micros[]] => {
    const { from, to } = windowOf(lesson, round, scenarioOf(lesson, round, attempt!));
    return [id, [from + upTo(to - from)]];
  });
  return { ...NO_RECORD, attempt: attempt!, plan: { ...own!, acts }, marks: Object.fromEntries(marks) };
}
