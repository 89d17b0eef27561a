import { expect, test } from 'vitest';
import { judge, KAYENTA_RULES, type MetricSamples } from '../../../src/sim/analysis/kayenta/index.ts';
import { findZero } from '../../../src/sim/analysis/kayenta/brent.ts';
import { normalCdf, normalQuantile } from '../../../src/sim/analysis/kayenta/normal.ts';
import { mannWhitney } from '../../../src/sim/analysis/kayenta/mann-whitney.ts';
import { cles } from '../../../src/sim/analysis/kayenta/effect-size.ts';
import { prepare } from '../../../src/sim/analysis/kayenta/judge.ts';
import { stopsRun, verdictOf } from '../../../src/sim/analysis/kayenta/score.ts';

// Published values of the standard normal distribution function, to 15 digits.
test.each([
  [0, 0.5],
  [1, 0.841344746068543],
  [1.959963984540054, 0.975],
  [-3, 0.00134989803163009],
  [-6, 9.86587645037698e-10],
  [-7.5, 3.19089167291092e-14],
  [-10, 7.61985302416053e-24],
  [40, 1],
  [-40, 0],
])('the normal distribution function at %f is %f', (z, expected) => {
  expect(Math.abs(normalCdf(z) - expected)).toBeLessThan(1e-14);
  if (expected > 0) expect(normalCdf(z) / expected).toBeCloseTo(1, 7);
});

test('distribution function and quantile are each other’s inverse', () => {
  const probabilities = Array.from({ length: 999 }, (_, n) => (n + 1) / 1_000);
  const errors = probabilities.map((probability) => Math.abs(normalCdf(normalQuantile(probability)) - probability));
  expect(Math.max(...errors)).toBeLessThan(1e-14);
});

test('the root finder finds roots of smooth functions and the place of a step', () => {
  expect(findZero((x) => x * x * x - 2, 0, 3, 1e-9)).toBeCloseTo(1.259921049894873, 8);
  expect(findZero((x) => 4 - x, 4, 9, 1e-9)).toBe(4);
  expect(Math.abs(findZero((x) => (x < 0.3 ? 5 : -1), -2, 7, 1e-4) - 0.3)).toBeLessThan(1e-4);
});

test('the common-language effect size counts ties half', () => {
  expect(cles([3, 4], [1, 2])).toBe(1);
  expect(cles([1, 2], [3, 4])).toBe(0);
  expect(cles([1, 2, 3], [2, 2])).toBe(0.5);
  expect(cles([2, 3], [1, 2])).toBe(0.875);
});

test('two constant samples differ by one number, without any noise', () => {
  expect(mannWhitney([10, 10, 10], [1, 1, 1, 1], 0.98)).toMatchObject({ low: 9, high: 9, estimate: 9 });
});

test('points without a value are left out or count as 0, and outliers go only if asked', () => {
  expect(prepare([1, NaN, 3], 'remove', false)).toEqual([1, 3]);
  expect(prepare([1, NaN, 3], 'replace', false)).toEqual([1, 0, 3]);
  const values = [...Array.from({ length: 199 }, (_, n) => n % 10), 1_000, 1_000];
  expect(prepare(values, 'remove', true)).toEqual(values.slice(0, 199));
  // Few enough values that the 99th percentile reaches out to the strange one: the judge leaves it in.
  expect(prepare([1, 2, 3, 4, 100, 100], 'remove', true)).toEqual([1, 2, 3, 4, 100, 100]);
});

const wave = (level: number): number[] => Array.from({ length: 60 }, (_, n) => level + ((n * 7) % 10) / 10);
const metric = (name: string, canary: number[], changes: Partial<MetricSamples> = {}): MetricSamples => ({
  name, canary, baseline: wave(10), rules: KAYENTA_RULES, groups: ['all'], removeOutliers: false, isMuted: false, ...changes,
});
const thresholds = { pass: 95, marginal: 75 };

test('a judgement keeps what it compared, and says why', () => {
  const { verdict, score, metrics } = judge([metric('errors', wave(12)), metric('latency', wave(10))], thresholds);
  expect([verdict, score.score, score.groups]).toEqual(['Fail', 50, [{ group: 'all', score: 50, weight: 100 }]]);
  expect(metrics.map(({ name, classification, reason }) => [name, classification, reason])).toEqual([
    ['errors', 'High', 'The canary is higher: the whole interval, 1.9 to 2.1, lies above 0.5.'],
    ['latency', 'Pass', 'Canary and baseline have the same values.'],
  ]);
  expect(metrics[0]!.canary).toEqual(wave(12));
});

test('muted metrics count for nothing, and harmless directions pass', () => {
  expect(judge([metric('errors', wave(12), { isMuted: true }), metric('latency', wave(10))], thresholds).verdict).toBe('Pass');
  const rules = { ...KAYENTA_RULES, direction: 'Decrease' as const };
  expect(judge([metric('throughput', wave(12), { rules })], thresholds).verdict).toBe('Pass');
});

test('a metric that must have data fails without, another is left out', () => {
  const silent = (mustHaveData: boolean) => metric('silent', [NaN], { rules: { ...KAYENTA_RULES, mustHaveData } });
  const others = [metric('a', wave(10)), metric('b', wave(10)), metric('c', wave(10))];
  expect(judge([...others, silent(false)], thresholds).score.score).toBe(100);
  expect(judge([...others, silent(true)], thresholds).score.score).toBe(75);
});

test('a score is a pass, marginal or a failure, and a marginal one ends a run', () => {
  expect([95, 94.99, 75, 74.99].map((score) => verdictOf(score, thresholds))).toEqual(['Pass', 'Marginal', 'Marginal', 'Fail']);
  expect([75, 75.01].map((score) => stopsRun(score, thresholds))).toEqual([true, false]);
});
