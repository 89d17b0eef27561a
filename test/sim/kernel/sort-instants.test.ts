import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInstants } from '../../../src/sim/kernel/index.ts';

const UNTIL = 1_000_000;

test('instants are in the order that sorting gives, spread out or crowded, within the time or beyond it', () => {
  const spread = fc.integer({ min: 0, max: UNTIL }),
    crowded = fc.integer({ min: 500_000, max: 500_010 }),
    beyond = fc.oneof(fc.constant(Infinity), fc.integer({ min: -5, max: 2 * UNTIL }));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(spread, crowded, beyond), { maxLength: 400, size: 'max' }),
      fc.constantFrom(UNTIL, 1, 0),
      (times, until) => {
        const sorted = Float64Array.from(times).sort();
        expect(sortInstants(Float64Array.from(times), until)).toEqual(sorted);
      },
    ),
    { numRuns: 300, seed: 3 },
  );
});

test('a whole crowd at one instant stays as it is', () => {
  expect(sortInstants(new Float64Array(1_000).fill(7), UNTIL)).toEqual(new Float64Array(1_000).fill(7));
});
