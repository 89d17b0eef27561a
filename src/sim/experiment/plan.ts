import { Fingerprint } from '../kernel/index.ts';
import { build, type Scenario } from '../scenario/index.ts';
import type { Arm } from './arm.ts';
import { play, type Row } from './play.ts';

/**
 * Everything that an experiment is: whoever has it, on whatever machine, plays the same runs. They are counted replication by
 * replication, all arms of one before the next: run k is replication ⌊k / arms⌋ of arm k mod arms.
 */
export interface Plan {
  title: string;
  /** Seed that the seeds of all runs come from. */
  root: number;
  replications: number;
  arms: readonly Arm[];
}

/** Some runs of a plan, from one up to, and without, another. */
export interface RunRange {
  from: number;
  to: number;
}

export const runsIn = ({ arms, replications }: Plan): number => arms.length * replications;

/** A text that two plans share only if they play the same runs. */
export function fingerprintOf({ root, replications, arms }: Plan): string {
  return new Fingerprint().text(JSON.stringify([root, replications, arms.map(({ id, source }) => [id, source])])).hex();
}

/**
 * The i-th of n parts of a plan, as even as whole runs allow; some are empty when there are more parts than runs.
 * @param index counts from 1, as people do
 */
export function shardOf(plan: Plan, index: number, count: number): RunRange {
  const runs = runsIn(plan),
    start = (shard: number): number => Math.floor((shard * runs) / count);
  return { from: start(index - 1), to: start(index) };
}

/**
 * Plays some runs, one run at a time, so that the caller may look up between two of them.
 * @throws ScenarioError for an arm that is no scenario
 */
export function* playRange({ arms, root }: Plan, { from, to }: RunRange): Generator<Row, void, void> {
  const built = new Map<number, Scenario>();
  for (let run = from; run < to; run++) {
    const arm = run % arms.length,
      scenario = built.get(arm) ?? build(arms[arm]!.source);
    built.set(arm, scenario);
    yield play(scenario, arm, Math.floor(run / arms.length), root);
  }
}
