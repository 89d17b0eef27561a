import { METRICS, outcomeOf, type Outcome } from '../metrics/index.ts';
import { run } from '../run.ts';
import type { Scenario } from '../scenario/index.ts';
import { seedOf } from './seeds.ts';

/** One run, boiled down to what statistics are made of. */
export interface Row {
  /** Index of its arm. */
  arm: number;
  /** Counts from 0; the same replication of every arm has the same seed. */
  replication: number;
  seed: number;
  outcome: Outcome;
  /** Values in the order of `METRICS`, in the engine's units; null where the run holds no such thing. */
  values: readonly (number | null)[];
}

/**
 * Plays one replication of one arm. Pure: any executor, in any order, gives the same row.
 * @param root seed of the whole experiment
 */
export function play(scenario: Scenario, arm: number, replication: number, root: number): Row {
  const seed = seedOf(root, replication),
    trace = run(scenario, { seed });
  return { arm, replication, seed, outcome: outcomeOf(trace), values: METRICS.map((metric) => metric.measure(trace)) };
}
