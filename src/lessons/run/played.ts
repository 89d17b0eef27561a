import { run, type Scenario, type Trace } from '../../sim/index.ts';
import { scenarioOf, type Lesson } from '../lesson.ts';
import type { Plan } from '../record.ts';

/** The record that checks read: what was to be played, by which chance, what the learner did, and everything that happened. */
export interface RunRecord {
  round: string;
  scenario: Scenario;
  seed: number;
  plan: Plan;
  trace: Trace;
}

/** Plays a scenario: in place, in a worker, or out of a memory. */
export type Play = (scenario: Scenario, seed: number) => Trace;

/**
 * @param play how runs are played; in place when left out
 * @throws ScenarioError when the plan makes a scenario that cannot be played
 */
export function played(
  lesson: Lesson,
  round: string,
  plan: Plan,
  play: Play = (scenario, seed) => run(scenario, { seed }),
  seed = lesson.spec.seed,
): RunRecord {
  const scenario = scenarioOf(lesson, round, plan);
  return { round, scenario, seed, plan, trace: play(scenario, seed) };
}

/** Plays in place, and remembers the last few runs: several checks read the same one. */
export function remembering(most: number): Play {
  const known = new Map<string, Trace>();
  return (scenario, seed) => {
    const key = `${seed} ${JSON.stringify(scenario)}`;
    const trace = known.get(key) ?? run(scenario, { seed });
    known.delete(key);
    known.set(key, trace);
    if (known.size > most) known.delete(known.keys().next().value!);
    return trace;
  };
}
