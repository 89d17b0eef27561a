import { describe, expect, test } from 'vitest';
import { betterSaid, notesOf, spreadOf, tableOf } from '../../src/report/index.ts';
import { slotsOf } from '../../src/report/spread.ts';
import { compared, reported } from './fixture.ts';

describe('the table', () => {
  const { columns, rows: [first, second] } = tableOf(compared());

  test('marks the reference, counts how runs ended, and has nothing where no run has a value', () => {
    expect([first!.isReference, second!.isReference]).toEqual([true, false]);
    expect(second!.outcomes.map(({ label, count }) => `${count} ${label}`)).toEqual(['7 promoted', '3 rolled back']);
    expect(first!.cells[1]).toBeNull();
    expect(second!.cells[1]!.share).toEqual({ of: 5, runs: 10 });
  });

  test('rounds a mean and its interval alike', () => {
    expect(first!.cells[0]).toMatchObject({ said: '10.9', half: '0.9', both: '10.9 ± 0.9' });
    expect(second!.cells[1]).toMatchObject({ said: '2 s', half: null, both: '2 s' });
  });

  test('says what differs from the reference, and whether that is good', () => {
    expect(first!.cells[0]!.difference).toBeNull();
    expect(second!.cells[0]!.difference).toMatchObject({ sign: '▲', verdict: 'worse' });
  });

  test('a column goes from the least to the greatest of all rows', () => {
    expect(columns[0]!.extent).toEqual([10, 33]);
  });

  test('with few runs there is no interval, and nothing is called unbeaten', () => {
    const [row] = tableOf(compared(3)).rows;
    expect(row!.cells[0]).toMatchObject({ half: null, low: null });
    expect(row!.isUnbeaten).toBe(false);
    expect(notesOf(reported({ comparison: compared(3) })).join(' ')).not.toContain('◆');
  });
});

test('values fall into slots, ends included, and alike ones into the middle', () => {
  expect(slotsOf([0, 1, 5, 10], [0, 10], 5)).toEqual([2, 0, 1, 0, 1]);
  expect(slotsOf([3, 3], [3, 3], 5)).toEqual([0, 0, 2, 0, 0]);
});

test('bars stand where runs are, and the most of them as tall as there is room', () => {
  const { bars, interval, mean } = spreadOf({ values: [0, 0, 10], mean: 3, low: null, high: null }, [0, 10]);
  expect(bars).toEqual([{ x: 0, y: 0, width: 3, height: 18 }, { x: 92, y: 9, width: 3, height: 9 }]);
  expect(interval).toBeNull();
  expect(mean).toBeCloseTo(29.1, 9);
});

test.each([
  [['lower', 'lower'], 'Less is better in every column.'],
  [['higher'], 'More is better in every column.'],
  [['lower', 'higher'], 'Less is better, but for B more.'],
  [['lower', 'neither'], 'Less is better. Neither is better for B.'],
  [['neither'], 'Neither is better for A.'],
] as const)('of %j it is said that: %s', (betters, says) => {
  expect(betterSaid(betters.map((better, index) => ({ head: 'AB'[index]!, better })))).toBe(says);
});
