import { expect, test } from 'vitest';
import { Random } from '../../../../src/sim/index.ts';
import { halvesOf } from '../../../../src/sim/experiment/sweep/halves.ts';
import { kneeOf } from '../../../../src/sim/experiment/sweep/knee.ts';
import { normalQuantile } from '../../../../src/sim/experiment/statistics/index.ts';

const TENTHS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** So many runs of a curve, each with its own luck at every point. */
function noisy(curve: (place: number) => number, sigma: number, runs = 40, name = 'luck'): number[][] {
  const stream = new Random(5).stream(name);
  return TENTHS.map((place) => Array.from({ length: runs }, () => curve(place) + sigma * normalQuantile(stream())));
}
const kneeIn = (curve: (place: number) => number, sigma = 0.01, runs = 40, name = 'luck') => kneeOf(TENTHS, noisy(curve, sigma, runs, name), 0.95);

test('1/x has its knee where Kneedle puts it: where the curve is as steep as the chord', () => {
  // 1/(x + 0.1) falls from 10 to 0.91; its slope is that of the chord at x = √(0.1 · 1.1) − 0.1 = 0.23.
  expect(kneeIn((x) => 1 / (x + 0.1))).toMatchObject({ at: 2, shape: 'bend' });
});

test('a hockey stick bends where its blade begins, up or down', () => {
  expect(kneeIn((x) => Math.max(0, x - 0.6))).toMatchObject({ at: 6, shape: 'bend' });
  expect(kneeIn((x) => -Math.max(0, x - 0.6))).toMatchObject({ at: 6, shape: 'bend' });
});

test('a valley and a hill are told from a bend', () => {
  expect(kneeIn((x) => Math.abs(x - 0.4))).toMatchObject({ at: 4, shape: 'lowest' });
  expect(kneeIn((x) => -Math.abs(x - 0.4))).toMatchObject({ at: 4, shape: 'highest' });
});

test('a straight line has no knee, noisy or not', () => {
  expect(kneeIn((x) => 3 * x, 0)).toBeNull();
  expect(kneeIn((x) => 3 * x, 0.3)).toBeNull();
});

test('a constant has none', () => {
  expect(kneeIn(() => 7, 0)).toBeNull();
});

test('noise has one less often than the confidence allows: in fewer than 1 of 20 tries', () => {
  const found = Array.from({ length: 300 }, (_, index) => kneeIn(() => 0, 1, 20, `noise ${index}`)).filter((knee) => knee !== null);
  expect(found.length).toBeLessThan(15);
});

test('a bend that the runs do not show yet is not reported', () => {
  const stick = (x: number): number => Math.max(0, x - 0.6);
  expect(kneeIn(stick, 0.8, 8)).toBeNull();
  expect(kneeIn(stick, 0.02, 5)).toBeNull();
  expect(kneeIn(stick, 0.02, 8)).toMatchObject({ at: 6 });
});

test('a curve that bends for sure, but nobody can tell where, has no knee', () => {
  // Four points lie equally far below the chord, so that luck alone decides which is the farthest.
  const bow = (x: number): number => (x < 0.3 ? x / 3 : x <= 0.6 ? x - 0.2 : 0.4 + 1.5 * (x - 0.6));
  const found = Array.from({ length: 20 }, (_, index) => kneeIn(bow, 0.1, 40, `bow ${index}`)).filter((knee) => knee !== null);
  expect(found.length).toBeLessThan(10);
  expect(found.every(({ agreeing, halves }) => agreeing >= (2 / 3) * halves)).toBe(true);
});

test('two points have no inner one that could be a knee', () => {
  expect(kneeOf([0, 1], [[1, 2, 3, 4, 5, 6], [4, 5, 6, 7, 8, 9]], 0.95)).toBeNull();
});

test('luck that all points of a run share does not hide the knee', () => {
  const stream = new Random(9).stream('shared'),
    shared = Array.from({ length: 12 }, () => 50 * normalQuantile(stream()));
  const values = TENTHS.map((place) => shared.map((luck) => luck + Math.max(0, place - 0.6)));
  expect(kneeOf(TENTHS, values, 0.95)).toMatchObject({ at: 6, shape: 'bend' });
});

test('balanced halves of 32 are 15 halves, any two of which share half of their items', () => {
  const halves = halvesOf(32);
  expect(halves.map(({ length }) => length)).toEqual(Array(15).fill(16));
  expect(halves.flatMap((one, index) => halves.slice(index + 1).map((other) => one.filter((item) => other.includes(item)).length))).toEqual(
    Array(105).fill(8),
  );
});

test('of few runs, only what is about a half is taken for one', () => {
  expect(halvesOf(6).every(({ length }) => length >= 2 && length <= 4)).toBe(true);
  expect(halvesOf(6).length).toBeGreaterThanOrEqual(6);
});
