import { expect, test } from 'vitest';
import { intervalOf } from '../../../src/sim/experiment/interval.ts';
import { normalQuantile, quantileOfSorted, sampleOf, studentQuantile } from '../../../src/sim/experiment/statistics/index.ts';
import { Random, type Stream } from '../../../src/sim/index.ts';

test.each([
  [0.975, 5, 2.570582, 3e-4],
  [0.975, 10, 2.228139, 1e-5],
  [0.975, 30, 2.042272, 1e-6],
  [0.995, 5, 4.032143, 4e-3],
  [0.995, 20, 2.84534, 4e-6],
  [0.9999, 5, 9.6776, 0.13],
  [0.9999, 10, 5.6938, 4e-3],
  [0.9999, 20, 4.5385, 2e-4],
])('t quantile %d of %d degrees is %d, to %d', (p, freedom, quantile, error) => {
  expect(Math.abs(studentQuantile(p, freedom) - quantile)).toBeLessThan(error);
  expect(studentQuantile(1 - p, freedom)).toBeCloseTo(-studentQuantile(p, freedom), 9);
});

test('the variance keeps its digits far from zero', () => {
  expect(sampleOf([4, 7, 13, 16])).toEqual({ n: 4, mean: 10, variance: 30 });
  expect(sampleOf([4, 7, 13, 16].map((value) => value + 1e9)).variance).toBe(30);
  expect(sampleOf([5])).toEqual({ n: 1, mean: 5, variance: 0 });
});

test('a quantile between two values lies between them', () => {
  expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantileOfSorted([1, 2, 4], share))).toEqual([1, 1.5, 2, 3.6, 4]);
  expect(quantileOfSorted([7], 0.9)).toBe(7);
});

const NORMAL = { draw: (stream: Stream) => normalQuantile(stream()), mean: 0 };
// Mean 1 and a long tail: what recovery times look like.
const SKEWED = { draw: (stream: Stream) => -Math.log(stream()), mean: 1 };

/** How many of 1,000 experiments of n values have the true mean in their interval. */
function covered({ draw, mean }: typeof NORMAL, n: number, confidence: number): number {
  const stream = new Random(7).stream(`coverage ${n}`);
  return Array.from({ length: 1_000 }, () => {
    const { low, high } = intervalOf(
      Array.from({ length: n }, () => draw(stream)),
      confidence,
    );
    return low! <= mean && mean <= high!;
  }).filter(Boolean).length;
}

test('of 1,000 experiments, as many intervals hold the true mean as they say', () => {
  // Three standard deviations of a binomial count: 950 ± 21, 990 ± 9.
  for (const n of [6, 10, 30]) {
    expect(Math.abs(covered(NORMAL, n, 0.95) - 950)).toBeLessThan(21);
    expect(Math.abs(covered(NORMAL, n, 0.99) - 990)).toBeLessThan(10);
  }
});

test('a skewed sample needs more runs, and loses a few per cent until it has them', () => {
  // What MODEL.md says, to three standard deviations of a binomial count.
  expect(Math.abs(covered(SKEWED, 10, 0.95) - 901)).toBeLessThan(29);
  expect(Math.abs(covered(SKEWED, 100, 0.95) - 942)).toBeLessThan(23);
  expect(Math.abs(covered(SKEWED, 30, 0.999) - 991)).toBeLessThan(10);
});

test('fewer than six values give a mean and no interval', () => {
  expect(intervalOf([1, 2, 3, 4, 5], 0.95)).toEqual({ n: 5, mean: 3, low: null, high: null });
  expect(intervalOf([3, 3, 3, 3, 3, 3], 0.95)).toEqual({ n: 6, mean: 3, low: 3, high: 3 });
});
