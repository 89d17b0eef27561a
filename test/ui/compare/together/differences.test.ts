import { expect, test } from 'vitest';
import { seconds } from '../../../../src/sim/index.ts';
import { apart, bandPaths, MEASURES, sampled, SAMPLES, sayGap } from '../../../../src/ui/compare/together/differences.ts';
import { countingUp, valueOf } from '../../../../src/ui/compare/together/curve.ts';
import { playedUnder } from './played.ts';

const [rolling] = playedUnder('rolling').map(({ trace }) => trace) as [ReturnType<typeof playedUnder>[number]['trace']];
const measureOf = (id: string) => MEASURES.find((measure) => measure.id === id)!;

test('a count goes up at its instants, the instant itself included', () => {
  const curve = countingUp([10, 20, 20]);
  expect([9, 10, 19, 20, 99].map((at) => valueOf(curve, at))).toEqual([0, 1, 1, 3, 3]);
});

test('labels that are apart stay where they are, others move as little as it takes', () => {
  expect(apart([10, 40, 80], 15, 0, 100)).toEqual([10, 40, 80]);
  expect(apart([98, 20, 97, 99], 15, 0, 100)).toEqual([85, 20, 70, 100]);
  expect(apart([5, 5], 15, 0, 100)).toEqual([5, 20]);
});

test.each([
  ['failed', 1508, '+1,508'],
  ['failed', -3, '−3'],
  ['servers', 0, '±0'],
  ['surplus', 19.42, '+19.4'],
  ['surplus', -0.02, '±0'],
])('a gap of %s of %f is said as %s', (id, gap, said) => {
  expect(sayGap(measureOf(id), gap)).toBe(said);
});

test('a line ends at what the run came to, and stays there past its end', () => {
  const { horizon } = rolling.header, values = sampled(measureOf('failed'), rolling, horizon * 2);
  expect(values).toHaveLength(SAMPLES + 1);
  expect([values[0], values[SAMPLES / 2], values[SAMPLES]]).toEqual([0, 731, 731]);
  expect(sampled(measureOf('failed'), rolling, horizon * 2)).toBe(values);
  expect(measureOf('servers').valueAt(rolling, seconds(149))).toBe(14);
});

test('a band lies on the side on which its line does', () => {
  const flat = Array.from({ length: SAMPLES + 1 }, () => 1), high = flat.map(() => 2), crossing = flat.map((_, i) => (i < SAMPLES / 2 ? 0 : 2));
  const y = (value: number): number => 10 - value;
  expect(bandPaths(high, flat, 100, y)).toMatchObject({ below: '' });
  expect(bandPaths(high, flat, 100, y).above).toMatch(/^M0,8L/);
  expect(bandPaths(flat, high, 100, y)).toMatchObject({ above: '' });
  expect(Object.values(bandPaths(crossing, flat, 100, y)).every((path) => path.startsWith('M'))).toBe(true);
});
