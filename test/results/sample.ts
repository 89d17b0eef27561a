import fc from 'fast-check';
import { METRICS, OUTCOME_LABELS, seedOf, type Outcome, type Plan, type Row } from '../../src/sim/index.ts';
import type { Results } from '../../src/results/index.ts';

export const source = { title: 'Small', horizon: '60s', strategy: 'rolling' };

export const plan: Plan = {
  title: 'Small, “quoted”, ünd more 🙂',
  root: 0xffffffff,
  replications: 50,
  arms: [
    { id: 'rolling', label: 'Rolling update', source },
    { id: 'a file, renamed (2)', label: 'Ä', source: { ...source, strategy: 'canary' } },
    { id: '__proto__', label: '', source: { ...source, title: 'x' } },
  ],
};

const OUTCOMES = Object.keys(OUTCOME_LABELS) as Outcome[];

/** A number as metrics give it, and the hard ones. */
const value = fc.oneof(
  fc.constantFrom(null, 0, -0, 1e-323, -5e-324, Number.MAX_VALUE, 2 ** 53 + 2),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

export const rowAt = (run: number, values: readonly (number | null)[], of: Plan = plan): Row => {
  const replication = Math.floor(run / of.arms.length);
  return {
    arm: run % of.arms.length,
    replication,
    seed: seedOf(of.root, replication),
    outcome: OUTCOMES[run % OUTCOMES.length]!,
    undoneBy: ([null, 'person', 'controller'] as const)[run % 3]!,
    values,
  };
};

/** Rows of some runs of the plan, in any order. */
export const someRows: fc.Arbitrary<Row[]> = fc
  .uniqueArray(fc.nat({ max: 149 }), { maxLength: 60 })
  .chain((runs) =>
    fc.tuple(
      ...runs.map((run) =>
        fc.array(value, { minLength: METRICS.length, maxLength: METRICS.length }).map((values) => rowAt(run, values)),
      ),
    ),
  );

/** All rows of a plan, each with its own numbers. */
export const allRows = (of: Plan = plan): Row[] =>
  Array.from({ length: of.arms.length * of.replications }, (_, run) =>
    rowAt(
      run,
      METRICS.map((_metric, index) => ((run * 7 + index) % 5 === 0 ? null : run / 3 - index)),
      of,
    ),
  );

export const resultsOf = (rows: readonly Row[], more: Partial<Results> = {}): Results => ({
  tool: 'cutover 0.0.0',
  plan,
  rows,
  shard: null,
  asked: null,
  ...more,
});
