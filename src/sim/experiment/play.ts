import { METRICS, outcomeOf, undoneBy, type Outcome, type UndoneBy } from '../metrics/index.ts';
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
  /** Who took the release back first; null when nobody did. */
  undoneBy: UndoneBy | null;
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
  return {
    arm,
    replication,
    seed,
    outcome: outcomeOf(trace),
    undoneBy: undoneBy(trace),
    values: METRICS.map((metric) => metric.measure(trace)),
  };
}

/** @throws RangeError when there is no such metric */
export function valueOf({ values }: Row, id: string): number | null {
  const place = METRICS.findIndex((metric) => metric.id === id);
  if (place < 0) throw new RangeError(`no metric is called ${id}`);
  return values[place]!;
}

/** The rows of each arm, by its place, in the order of their replications. */
export function rowsByArm(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows.toSorted((a, b) => a.replication - b.replication)) {
    const own = found.get(row.arm);
    if (own === undefined) found.set(row.arm, [row]);
    else own.push(row);
  }
  return found;
}
