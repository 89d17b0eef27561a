import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlidingDurations } from '../../../src/sim/world/traffic/sliding-durations.ts';

test('what stands where is what sorting says, however durations come and go', () => {
  const duration = fc.oneof(
    fc.integer({ min: 0, max: 5_000 }),
    fc.integer({ min: 0, max: 60_000_000 }),
    fc.constantFrom(40_000, 1023, 1024, 2 ** 31 - 1, 2 ** 31, 86_400_000_000),
  );
  const change = fc.oneof(
    { weight: 2, arbitrary: fc.record({ add: duration }) },
    { weight: 1, arbitrary: fc.record({ removeAt: fc.nat() }) },
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 150 }), (changes) => {
      const sliding = new SlidingDurations(),
        there: number[] = [];
      for (const one of changes) {
        if ('add' in one) {
          sliding.add(one.add);
          there.push(one.add);
        } else if (there.length > 0) sliding.remove(there.splice(one.removeAt % there.length, 1)[0]!);
        const sorted = [...there].sort((a, b) => a - b);
        expect(sliding.at(sorted.map((_, place) => place))).toEqual(sorted);
      }
    }),
    { numRuns: 150, seed: 6 },
  );
});
