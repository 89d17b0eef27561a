import erfcinv from '@stdlib/math-base-special-erfcinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { describe, expect, test } from 'vitest';
import { meanOf, medianOf, quantileOf, Random, type Distribution, type Quantile } from '../../../src/sim/kernel/index.ts';

const boot: Distribution = { kind: 'lognormal', median: 8_000_000, p99: 20_000_000 };
const latency: Distribution = { kind: 'lognormal', median: 40_000, p99: 200_000 };
const gap: Distribution = { kind: 'exponential', mean: 250_000 };
const recorded: Distribution = { kind: 'empirical', sorted: [10, 20, 40, 80, 160] };
const fixed: Distribution = { kind: 'constant', value: 8_000_000 };

describe('a quantile function', () => {
  test('of a constant is that constant', () => {
    expect([0.001, 0.5, 0.999].map(quantileOf(fixed))).toEqual([8_000_000, 8_000_000, 8_000_000]);
  });

  test('of a lognormal hits the median and the 99th percentile that it was given', () => {
    expect(quantileOf(boot)(0.5)).toBe(8_000_000);
    expect(quantileOf(boot)(0.99)).toBeCloseTo(20_000_000, -1);
    expect(quantileOf(latency)(0.5)).toBe(40_000);
    expect(quantileOf(latency)(0.99)).toBeCloseTo(200_000, 0);
    // The logarithms are symmetric about the median: 40 ms ÷ 5.
    expect(quantileOf(latency)(0.01)).toBeCloseTo(8_000, 1);
  });

  test('of an exponential is −mean × ln(1 − u)', () => {
    expect(quantileOf(gap)(0.5)).toBeCloseTo(173_286.795, 0);
    expect(quantileOf(gap)(0.99)).toBeCloseTo(1_151_292.546, 0);
  });

  test('of a record interpolates between neighbours, from the least to the greatest', () => {
    const quantile = quantileOf(recorded);
    expect([0, 0.125, 0.25, 0.5, 0.625, 0.75, 1].map(quantile)).toEqual([10, 15, 20, 40, 60, 80, 160]);
    expect(quantileOf({ kind: 'empirical', sorted: [7] })(0.3)).toBe(7);
  });

  test('is made once for each distribution object', () => {
    expect(quantileOf(latency)).toBe(quantileOf(latency));
    expect(quantileOf({ ...latency })(0.9)).toBe(quantileOf(latency)(0.9));
  });

  test.each<[string, Distribution]>([
    ['lognormal', latency],
    ['exponential', gap],
    ['record', recorded],
    ['constant', fixed],
  ])('of a %s never falls', (_, distribution) => {
    const quantile = quantileOf(distribution);
    // A last bit may waver where two pieces of a table meet.
    for (const uniforms of [everywhere(), nearBothEnds()]) {
      const falls = uniforms.map(quantile).filter((value, i, values) => i > 0 && value < values[i - 1]! * (1 - 1e-15));
      expect(falls).toEqual([]);
    }
  });
});

describe('the table', () => {
  const normal = (u: number): number => -Math.SQRT2 * erfcinv(2 * u);
  const lognormal =
    (ratio: number): Quantile =>
    (u) =>
      exp((ln(ratio) / normal(0.99)) * normal(u));
  const tabulated = (ratio: number): Quantile => quantileOf({ kind: 'lognormal', median: 1, p99: ratio });

  test('of an exponential is within a millionth of exact', () => {
    expect(worstError(quantileOf({ kind: 'exponential', mean: 1 }), (u) => -ln(1 - u))).toBeLessThan(1e-6);
  });

  test('of a lognormal is within a millionth of exact up to a 99th percentile of ten medians', () => {
    expect(worstError(tabulated(1.01), lognormal(1.01))).toBeLessThan(1e-6);
    expect(worstError(tabulated(2.5), lognormal(2.5))).toBeLessThan(1e-6);
    expect(worstError(tabulated(10), lognormal(10))).toBeLessThan(1e-6);
  });

  test('of a lognormal is within five millionths of exact up to a hundred medians', () => {
    expect(worstError(tabulated(100), lognormal(100))).toBeLessThan(5e-6);
  });

  test('gives way to the exact function at both ends', () => {
    expect(tabulated(5)(1e-9)).toBe(lognormal(5)(1e-9));
    expect(tabulated(5)(1 - 2 ** -53)).toBe(lognormal(5)(1 - 2 ** -53));
    expect(quantileOf(gap)(1 - 2 ** -53)).toBeCloseTo(250_000 * 36.7368, -1);
    expect(quantileOf(gap)(2 ** -54)).toBeGreaterThanOrEqual(0);
  });
});

describe('the mean', () => {
  test('is what the kind of distribution says', () => {
    expect(meanOf(fixed)).toBe(8_000_000);
    expect(meanOf(gap)).toBe(250_000);
    expect(meanOf(latency)).toBeCloseTo(50_815.12, 1);
    expect(meanOf(recorded)).toBe(62);
  });

  test('is the mean of a million draws, within 99.9 % bounds', () => {
    expect(standardErrorsFromMean(gap)).toBeLessThan(3.2905);
    expect(standardErrorsFromMean(latency)).toBeLessThan(3.2905);
    expect(standardErrorsFromMean(boot)).toBeLessThan(3.2905);
  });
});

test('the median is what people call usual', () => {
  expect([fixed, latency, recorded].map(medianOf)).toEqual([8_000_000, 40_000, 40]);
  expect(medianOf(gap)).toBeCloseTo(173_286.795, 0);
});

function everywhere(): number[] {
  return Array.from({ length: 99_999 }, (_, i) => (i + 1) / 100_000);
}

/** Probabilities close to 0 and 1, and on both sides of every power of two between, where octaves of the table meet. */
function nearBothEnds(): number[] {
  const distances = Array.from({ length: 52 }, (_, i) => 2 ** -(i + 2)).flatMap((d) => [
    d * (1 - 2 ** -52),
    d,
    d * (1 + 2 ** -52),
    d * 1.3,
  ]);
  return [...distances, 0.5, ...distances.map((d) => 1 - d).filter((u) => u < 1)].sort((a, b) => a - b);
}

function worstError(table: Quantile, exact: Quantile): number {
  return [...everywhere(), ...nearBothEnds()].reduce((worst, u) => Math.max(worst, Math.abs(table(u) / exact(u) - 1)), 0);
}

function standardErrorsFromMean(distribution: Distribution): number {
  const count = 1_000_000,
    quantile = quantileOf(distribution),
    stream = new Random(1).stream('mean');
  let sum = 0,
    squares = 0;
  for (let i = 0; i < count; i++) {
    const value = quantile(stream());
    sum += value;
    squares += value * value;
  }
  const mean = sum / count,
    deviation = Math.sqrt(squares / count - mean * mean);
  return Math.abs(mean - meanOf(distribution)) / (deviation / Math.sqrt(count));
}
