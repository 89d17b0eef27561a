import { build, edit, type Scenario, type Source } from '../sim/index.ts';
import type { Json } from '../sim/index.ts';
import type { Scene } from './prose.ts';
import type { Plan } from './record.ts';
import { named, type LessonSpec } from './spec/schema.ts';

/** A whole lesson as plain data: nothing in it is code, and it survives JSON. */
export interface Lesson {
  /** The name of its folder. */
  id: string;
  spec: LessonSpec;
  scenes: Scene[];
  source: Source;
}

/** A value as `--set` takes it: JSON where it can be, else text. */
function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** What is played in a round under a plan: the scenario, the round's differences, the learner's values, the learner's actions. */
export function sourceOf(lesson: Lesson, round: string, plan: Plan): Source {
  const { edits } = named(lesson.spec.rounds, round);
  const controls = Object.entries(plan.values).map(
    ([control, value]) => [named(lesson.spec.controls, control).path, value] as const,
  );
  const source = [...edits, ...controls].reduce<Source>(
    (before, [path, value]) => edit(before, path, valueOf(value)),
    lesson.source,
  );
  const operator = source['operator'];
  if (plan.acts.length === 0) return source;
  const acts = plan.acts.map(({ do: act, at }) => ({ do: act, at: `${at}us` }));
  return { ...source, operator: [...(Array.isArray(operator) ? operator : []), ...acts] };
}

/** @throws ScenarioError when the plan makes a scenario that cannot be played */
export const scenarioOf = (lesson: Lesson, round: string, plan: Plan): Scenario => build(sourceOf(lesson, round, plan));

/** The part of a round's run that is drawn in and marked on. */
export function windowOf(
  lesson: Lesson,
  round: string,
  scenario: Pick<Scenario, 'rollout' | 'horizon'>,
): { from: number; to: number } {
  const { before, after } = named(lesson.spec.rounds, round).window;
  return { from: Math.max(0, scenario.rollout.at - before), to: Math.min(scenario.horizon, scenario.rollout.at + after) };
}
