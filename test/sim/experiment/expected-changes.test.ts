import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../src/sim/kernel/index.ts';
import {
  METRICS,
  judgeExpectations,
  parseExpectation,
  type Expectation,
  type Judgement,
  type Row,
} from '../../../src/sim/index.ts';

const rowsOf = (id: string, values: readonly (number | null)[]): Row[] =>
  values.map((value, replication) => ({
    arm: 0,
    replication,
    seed: 100 + replication,
    outcome: 'promoted',
    undoneBy: null,
    values: METRICS.map((metric) => (metric.id === id ? value : 0)),
  }));
type Values = readonly (number | null)[];
const judged = (text: string, before: Values, after: Values): Judgement => {
  const expectation = parseExpectation(text) as Expectation,
    { id } = expectation.metric;
  return judgeExpectations([expectation], rowsOf(id, after), { before: rowsOf(id, before) })[0]!;
};
/** Far apart from run to run, as worlds are. */
const BEFORE = Array.from({ length: 20 }, (_, run) => 100 + 37 * (run % 7));

test('an amount is judged run by run: what is the same in both, however much it varies, is no change', () => {
  const more = BEFORE.map((value, run) => value + 2 + (run % 3));
  expect(judged('change in failed <= 0', BEFORE, BEFORE)).toMatchObject({
    verdict: 'pass',
    estimate: { of: 'change', is: 0, low: 0, high: 0 },
    worst: null,
  });
  expect(judged('change in failed <= 5', BEFORE, more).verdict).toBe('pass');
  expect(judged('change in failed <= 2', BEFORE, more)).toMatchObject({ verdict: 'fail', worst: { seed: 102, value: 4 } });
  expect(judged('change in failed <= 3', BEFORE, more).verdict).toBe('undecided');
  expect(judged('change in failed <= 4 in every run', BEFORE, more)).toMatchObject({ verdict: 'pass', holding: 20 });
});

test('a share of the value before is held against the means of both sides', () => {
  const tenth = BEFORE.map((value) => value * 1.1);
  const { estimate, verdict } = judged('change in leadTime <= 12%', BEFORE, tenth);
  expect(verdict).toBe('pass');
  expect(estimate).toMatchObject({ of: 'relativeChange', is: expect.closeTo(0.1, 9), low: expect.any(Number) });
  expect(judged('change in leadTime <= 8%', BEFORE, tenth).verdict).toBe('fail');
  expect(judged('change in leadTime <= 8%', BEFORE, BEFORE).estimate).toEqual({ of: 'relativeChange', is: 0, low: 0, high: 0 });
  expect(
    judged(
      'change in leadTime <= -20%',
      BEFORE,
      BEFORE.map((value) => value * 0.7),
    ).verdict,
  ).toBe('pass');
  expect(
    judged(
      'change in surplus <= 10%',
      BEFORE.map((value) => -value),
      BEFORE.map((value) => -value),
    ).verdict,
  ).toBe('pass');
});

test('of nothing there is no share: nothing passes, anything fails, and it is told as an amount', () => {
  const none = BEFORE.map(() => 0);
  expect(judged('change in failed <= 10%', none, none)).toMatchObject({ verdict: 'pass', estimate: { of: 'change', is: 0 } });
  expect(judged('change in failed <= 10%', none, BEFORE)).toMatchObject({ verdict: 'fail', estimate: { of: 'change' } });
});

test('of a single run it is its own share', () => {
  const tenth = BEFORE.map((value, run) => (run === 3 ? value * 1.3 : value));
  expect(judged('change in leadTime <= 20% in every run', BEFORE, tenth)).toMatchObject({
    verdict: 'fail',
    holding: 19,
    worst: { seed: 103, value: expect.closeTo(BEFORE[3]! * 0.3, 9) },
  });
  expect(judged('change in leadTime <= 31% in every run', BEFORE, tenth).verdict).toBe('pass');
});

test('only runs with a value on both sides say anything', () => {
  const some = BEFORE.map((value, run) => (run < 8 ? value : null));
  expect(judged('change in rollbackTime <= 1s', some, BEFORE)).toMatchObject({ n: 8, none: 12, verdict: 'pass' });
  expect(judged('change in rollbackTime <= 1s', [], BEFORE)).toMatchObject({
    n: 0,
    none: 20,
    verdict: 'undecided',
    estimate: null,
  });
});

test('the relative verdict is that of the means: it passes only when the mean after is within the bound', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { minLength: 6, maxLength: 30 }),
      fc.integer({ min: -90, max: 200 }),
      (pairs, percent) => {
        const before = pairs.map(([one]) => one),
          after = pairs.map(([, other]) => other);
        const { verdict } = judged(`change in failed <= ${percent}%`, before, after);
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
        const excess = sum(after) - (1 + percent / 100) * sum(before);
        if (verdict === 'pass') expect(excess).toBeLessThanOrEqual(1e-6);
        if (verdict === 'fail') expect(excess).toBeGreaterThan(-1e-6);
      },
    ),
  );
});

test('the interval of a relative change holds the true one about as often as it says', () => {
  const draw = new Random(7).stream('coverage');
  // Either bound may be wrong in 5% of all cases: together they hold in 90%.
  const hits = Array.from({ length: 1_000 }, () => {
    const before = Array.from({ length: 20 }, () => 50 + 100 * draw()),
      after = before.map((value) => 1.1 * value + 40 * (draw() - 0.5));
    const { low, high } = judged('change in leadTime <= 10%', before, after).estimate!;
    return low! <= 0.1 && 0.1 <= high!;
  }).filter(Boolean).length;
  expect(hits).toBeGreaterThan(865);
  expect(hits).toBeLessThan(935);
});
