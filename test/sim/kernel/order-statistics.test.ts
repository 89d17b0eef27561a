import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStatistics } from '../../../src/sim/kernel/order-statistics.ts';

test('what stands at a place is what sorting would put there, ties and all', () => {
  const value = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 200 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
      (values, places) => {
        const ranks = places.map((place) => place % values.length).sort((a, b) => a - b);
        const sorted = Float64Array.from(values).sort();
        expect(orderStatistics(Float64Array.from(values), ranks)).toEqual(ranks.map((rank) => sorted[rank]));
      },
    ),
    { numRuns: 500, seed: 2 },
  );
});
