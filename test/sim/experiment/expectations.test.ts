import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  METRICS,
  judgeExpectations,
  parseExpectation,
  type Expectation,
  type Judgement,
  type Row,
} from '../../../src/sim/index.ts';
import { shareBounds } from '../../../src/sim/experiment/statistics/share-bounds.ts';

const read = (text: string): Expectation => parseExpectation(text) as Expectation;
const rowsOf = (id: string, values: readonly (number | null)[]): Row[] =>
  values.map((value, replication) => ({
    arm: 0,
    replication,
    seed: 100 + replication,
    outcome: 'promoted',
    undoneBy: null, values: METRICS.map((metric) => (metric.id === id ? value : 0)),
  }));
const judged = (text: string, values: readonly (number | null)[]): Judgement =>
  judgeExpectations([read(text)], rowsOf(text.split(' ')[0]!, values))[0]!;
const spread = (around: number, n: number): number[] => Array.from({ length: n }, (_, place) => around + (place % 5) - 2);

test('the mean passes or fails by the end of its interval that matters', () => {
  expect(judged('failed <= 12', spread(10, 40)).verdict).toBe('pass');
  expect(judged('failed <= 8', spread(10, 40)).verdict).toBe('fail');
  expect(judged('failed <= 10', spread(10, 40)).verdict).toBe('undecided');
  expect(judged('failed >= 8', spread(10, 40)).verdict).toBe('pass');
  expect(judged('failed > 12', spread(10, 40)).verdict).toBe('fail');
});

test('where all runs are alike, the bound itself decides', () => {
  expect(judged('failed <= 0', Array(10).fill(0)).verdict).toBe('pass');
  expect(judged('failed < 0', Array(10).fill(0)).verdict).toBe('fail');
});

test('too few runs, and runs without a value, decide nothing', () => {
  expect(judged('failed <= 12', spread(10, 5))).toMatchObject({ verdict: 'undecided', estimate: { low: null } });
  expect(judged('rollbackTime <= 60s', [null, null])).toMatchObject({ verdict: 'undecided', n: 0, none: 2, estimate: null });
});

test('every run means every run that was played', () => {
  expect(judged('failed <= 12 in every run', spread(10, 40)).verdict).toBe('pass');
  expect(judged('failed <= 11 in every run', spread(10, 40))).toMatchObject({
    verdict: 'fail',
    holding: 32,
    worst: { seed: 104, value: 12 },
  });
});

test('a share of the runs is judged by exact bounds', () => {
  const runs = (bad: number, n: number): number[] => Array.from({ length: n }, (_, place) => (place < bad ? 1 : 0));
  expect(judged('failed <= 0 in 95% of runs', runs(0, 100)).verdict).toBe('pass');
  expect(judged('failed <= 0 in 95% of runs', runs(0, 50)).verdict).toBe('undecided');
  expect(judged('failed <= 0 in 95% of runs', runs(15, 100)).verdict).toBe('fail');
});

test('the exact bounds are those of the published tables', () => {
  // None of n: 1 − alpha^(1/n). Of ten tries two, at 2.5 % either side: 0.0252 and 0.5561.
  expect(shareBounds(0, 100, 0.05).high).toBeCloseTo(1 - Math.pow(0.05, 1 / 100), 9);
  expect(shareBounds(2, 10, 0.025).low).toBeCloseTo(0.0252, 4);
  expect(shareBounds(2, 10, 0.025).high).toBeCloseTo(0.5561, 4);
  expect(shareBounds(3000, 3000, 0.05).low).toBeCloseTo(Math.pow(0.05, 1 / 3000), 9);
});

test('what fails has a worst run that violates by itself, and a larger bound is never harder', () => {
  const order = ['fail', 'undecided', 'pass'];
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 }),
      fc.nat(50),
      fc.nat(50),
      (values, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        for (const form of ['', ' in every run', ' in 80% of runs']) {
          const strict = judged(`failed <= ${low}${form}`, values),
            loose = judged(`failed <= ${high}${form}`, values);
          expect(order.indexOf(loose.verdict)).toBeGreaterThanOrEqual(order.indexOf(strict.verdict));
          if (strict.verdict === 'fail') expect(strict.worst!.value).toBeGreaterThan(low);
        }
      },
    ),
  );
});

test('each of several expectations has to be surer of itself', () => {
  const rows = rowsOf('failed', spread(10, 40)),
    width = ({ estimate }: Judgement): number => estimate!.high! - estimate!.low!;
  const alone = judgeExpectations([read('failed <= 12')], rows)[0]!,
    among = judgeExpectations([read('failed <= 12'), read('failed <= 13'), read('failed >= 2')], rows)[0]!;
  expect(width(among)).toBeGreaterThan(width(alone));
});
