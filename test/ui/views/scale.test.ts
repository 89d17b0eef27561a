import { scaleLinear, scaleLog } from 'd3-scale';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linear, logarithmic } from '../../../src/ui/marks/scale.ts';

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const pair = fc.tuple(value, value).filter(([a, b]) => Math.abs(a - b) > 1e-3);

test('a linear scale is the one of d3, forth and back, clamped or not', () => {
  fc.assert(
    fc.property(pair, pair, value, fc.boolean(), (domain, range, at, clamp) => {
      const own = linear(domain, range, { clamp }), theirs = scaleLinear(domain, range).clamp(clamp);
      expect(own(at)).toBeCloseTo(theirs(at), 3);
      expect(own.invert(at)).toBeCloseTo(theirs.invert(at), 3);
      expect([own.domain(), own.range(), own.ticks(4)]).toEqual([theirs.domain(), theirs.range(), theirs.ticks(4)]);
    }),
    { examples: [[[0, 100], [0, 640], 120, true], [[0, 100], [48, 0], -1, true]] },
  );
});

test('a logarithmic scale is the one of d3, and its ticks are the powers of ten', () => {
  const own = logarithmic([40, 30_000], [80, 2], { clamp: true }), theirs = scaleLog([40, 30_000], [80, 2]).clamp(true);
  for (const latency of [1, 40, 900, 30_000, 1e6]) expect(own(latency)).toBeCloseTo(theirs(latency), 9);
  expect(own.invert(41)).toBeCloseTo(theirs.invert(41), 6);
  expect(own.ticks(2)).toEqual([100, 1000, 10_000]);
});

test('a domain without length is the middle of the range', () => {
  expect(linear([5, 5], [0, 10])(5)).toBe(5);
});
