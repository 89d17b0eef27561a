import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/sim/kernel/index.ts';
import { luckOfAttempt } from '../../../src/sim/world/traffic/luck.ts';

/** Share of requests whose first `attempts` attempts all have luck below the threshold. */
function allBelow(threshold: number, attempts: number): number {
  const draw = new Random(1).stream('luck'),
    requests = 200_000;
  let hits = 0;
  for (let i = 0; i < requests; i++) {
    const drawn = draw();
    let below = true;
    for (let retry = 0; retry < attempts && below; retry++) below = luckOfAttempt(drawn, retry) < threshold;
    if (below) hits++;
  }
  return hits / requests;
}

describe('the luck of an attempt', () => {
  test('is what was drawn on arrival for the first', () => {
    expect(luckOfAttempt(0.25, 0)).toBe(0.25);
  });

  test('of a retry knows nothing of the first: with 30 % errors, 9 % fail twice and 2.7 % three times', () => {
    expect(allBelow(0.3, 2)).toBeCloseTo(0.09, 2);
    expect(allBelow(0.3, 3)).toBeCloseTo(0.027, 2);
    expect(allBelow(0.05, 2)).toBeCloseTo(0.0025, 3);
  });

  test('is the same whenever it is asked for, and stays within (0, 1)', () => {
    expect(luckOfAttempt(0.7, 2)).toBe(luckOfAttempt(0.7, 2));
    for (const drawn of [2 ** -54, 0.5, 1 - 2 ** -53])
      for (let retry = 0; retry <= 10; retry++) {
        expect(luckOfAttempt(drawn, retry)).toBeGreaterThan(0);
        expect(luckOfAttempt(drawn, retry)).toBeLessThan(1);
      }
  });
});
