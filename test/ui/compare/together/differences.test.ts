import { expect, test } from 'vitest';
import { seconds } from '../../../../src/sim/index.ts';
import { SAMPLES } from '../../../../src/ui/compare/together/chart.ts';
import { countingUp, valueOf } from '../../../../src/ui/compare/together/curve.ts';
import { gapBands, gapLabels, sampled } from '../../../../src/ui/compare/together/differences.ts';
import { MEASURES, sayGap } from '../../../../src/ui/compare/together/measures.ts';
import { playedUnder } from './played.ts';

const [rolling] = playedUnder('rolling').map(({ trace }) => trace) as [ReturnType<typeof playedUnder>[number]['trace']];
const measureOf = (id: string) => MEASURES.find((measure) => measure.id === id)!;

test('a count goes up at its instants, the instant itself included', () => {
  const curve = countingUp([10, 20, 20]);
  expect([9, 10, 19, 20, 99].map((at) => valueOf(curve, at))).toEqual([0, 1, 1, 3, 3]);
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

test('a band lies between a line and the reference, on the side on which the line is', () => {
  const line = (id: string, ...values: number[]) => ({ id, values });
  const lines = [line('held', 1, 1, 1), line('high', 1, 2, 3), line('low', 0, 1, 0), line('both', 0, 1, 2)];
  expect(gapBands(lines, 'held', measureOf('failed'))).toEqual([
    { id: 'high', low: [1, 1, 1], high: [1, 2, 3], look: 'worse' },
    { id: 'low', low: [0, 1, 0], high: [1, 1, 1], look: 'less' },
    { id: 'both', low: [1, 1, 1], high: [1, 1, 2], look: 'worse' },
    { id: 'both', low: [0, 1, 1], high: [1, 1, 1], look: 'less' },
  ]);
  expect(gapBands(lines.slice(0, 2), 'held', measureOf('servers'))[0]!.look).toBe('more');
  expect(gapBands(lines, 'nobody', measureOf('failed'))).toEqual([]);
});

test('beside the playhead stands what each has come to, and how far that is from the reference', () => {
  const runs = playedUnder('recreate', 'rolling');
  const said = (reference: string) => gapLabels(runs, reference, measureOf('failed'), seconds(149)).map(({ label, value, gap, isHarm }) => [label, value, gap, isHarm]);
  expect(said('rolling')).toEqual([['Recreate', '2,560', '+2,323', true], ['Rolling update', '237', '', false]]);
  expect(said('recreate')).toEqual([['Recreate', '2,560', '', false], ['Rolling update', '237', '−2,323', false]]);
});
