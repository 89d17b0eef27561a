import type { Lesson } from '../lesson.ts';
import type { Guess, Plan } from '../record.ts';
import type { Act } from '../spec/forms.ts';
import { valuesOf } from '../controls.ts';

/** What the machine has to know of a lesson, and nothing else: any lesson runs on the same chart. */
export interface Outline {
  rounds: readonly { id: string; guesses: Readonly<Record<string, Guess['kind']>>; marks: readonly string[] }[];
  /** Every value that each control can be put to. */
  controls: Readonly<Record<string, readonly string[]>>;
  acts: readonly Act[];
  checks: readonly string[];
}

/** Rungs of the ladder of hints: where to look, the rule, the last step, the expert's whole run. */
export const HINTS = 4;

export const outlineOf = ({ spec }: Lesson): Outline => ({
  rounds: spec.rounds.map(([id]) => ({
    id,
    guesses: Object.fromEntries(spec.guesses.filter(([, { round }]) => round === id).map(([name, { kind }]) => [name, kind])),
    marks: spec.marks.filter(([, { round }]) => round === id).map(([name]) => name),
  })),
  controls: Object.fromEntries(spec.controls.map(([id, control]) => [id, valuesOf(control)])),
  acts: spec.acts,
  checks: spec.checks.map(([id]) => id),
});

/** Whether a plan holds nothing that the lesson does not offer. */
export const isOffered = (outline: Outline, { values, acts }: Plan): boolean =>
  Object.entries(values).every(([id, value]) => Object.hasOwn(outline.controls, id) && outline.controls[id]!.includes(value)) &&
  acts.every(({ do: act, at }) => outline.acts.includes(act) && Number.isInteger(at) && at >= 0);
