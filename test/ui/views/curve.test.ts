import { area, curveMonotoneX, curveStepAfter, line } from 'd3-shape';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smooth, smoothBetween, steps, stepsBetween } from '../../../src/ui/marks/curve.ts';

const row = fc.record({ gap: fc.integer({ min: 1, max: 40 }), low: fc.integer({ min: 0, max: 60 }), high: fc.integer({ min: 0, max: 60 }) });
/** Points of ascending x, as they come from buckets of time; of two, d3 makes a straight line where we write the same as a curve. */
const rows = fc.array(row, { minLength: 1, maxLength: 12 }).filter(({ length }) => length !== 2).map((all) => {
  let x = 0;
  return all.map(({ gap, low, high }) => ({ x: (x += gap), low, high }));
});

/** Corners and ends of cubics that a path goes through, whatever letters it is written in. */
function places(path: string): number[] {
  const found: number[] = [];
  let x = 0, y = 0;
  for (const [, letter, text] of path.matchAll(/([MLHVCZ])([^MLHVCZ]*)/g)) {
    const numbers = text!.split(',').filter(Boolean).map(Number);
    if (letter === 'Z') continue;
    if (letter === 'H') x = numbers[0]!;
    else if (letter === 'V') y = numbers[0]!;
    else [x, y] = numbers.slice(-2) as [number, number];
    const before = found.slice(-2);
    if (before[0] !== x || before[1] !== y) found.push(...(letter === 'C' ? numbers.slice(0, 4) : []), x, y);
  }
  return found;
}
const alike = (own: string, theirs: string | null): void => {
  const [mine, others] = [places(own), places(theirs ?? '')];
  expect(mine).toHaveLength(others.length);
  mine.forEach((value, i) => expect(Math.abs(value - others[i]!)).toBeLessThan(0.02));
};

test('a staircase is the one of d3', () => {
  fc.assert(fc.property(rows, (all) => alike(steps(all.map(({ x, high }) => [x, high])), line<(typeof all)[0]>().curve(curveStepAfter).x((d) => d.x).y((d) => d.high)(all))));
});

test('the area between two staircases holds low and high from each x to the next', () => {
  expect(stepsBetween([0, 10, 20], [5, 6, 6], [1, 2, 2])).toBe('M0,1H10V2H20V2V6V6H10V5H0Z');
  expect(stepsBetween([], [], [])).toBe('');
});

test('a smooth line is the one of d3', () => {
  fc.assert(fc.property(rows, (all) => alike(smooth(all.map(({ x, high }) => [x, high])), line<(typeof all)[0]>().curve(curveMonotoneX).x((d) => d.x).y((d) => d.high)(all))));
});

test('the band between two smooth lines is the one of d3', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const own = smoothBetween(all.map(({ x, low }) => [x, low]), all.map(({ x, high }) => [x, high]));
      alike(own, area<(typeof all)[0]>().curve(curveMonotoneX).x((d) => d.x).y0((d) => d.low).y1((d) => d.high)(all));
    }),
  );
});
