import { expect, test } from 'vitest';
import { apart, bandPath, extentOf, linePath } from '../../../../src/ui/compare/together/chart.ts';

test('labels that are apart stay where they are, others move as little as it takes', () => {
  expect(apart([10, 40, 80], 15, 0, 100)).toEqual([10, 40, 80]);
  expect(apart([98, 20, 97, 99], 15, 0, 100)).toEqual([85, 20, 70, 100]);
  expect(apart([5, 5], 15, 0, 100)).toEqual([5, 20]);
});

test('lines and bands reach from one side to the other', () => {
  const y = (value: number): number => 10 - value;
  expect(linePath([0, 5, 2], 100, y)).toBe('M0,10L50,5L100,8');
  expect(bandPath({ low: [0, 0], high: [1, 4] }, 100, y)).toBe('M0,9L100,6L100,10L0,10Z');
});

test('the scale has room for all that is drawn, and for nothing at all', () => {
  expect(extentOf([], [])).toEqual([0, 1]);
  expect(extentOf([{ values: [3, 8] }], [{ low: [-2, 1], high: [5, 9] }])).toEqual([-2, 9]);
});
