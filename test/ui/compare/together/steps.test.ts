import { expect, test } from 'vitest';
import { MINUTE, seconds } from '../../../../src/sim/index.ts';
import { openingAmong, showSpeed, stepAmong, tellingAmong } from '../../../../src/ui/compare/together/steps.ts';
import { playedUnder } from './played.ts';

const runs = playedUnder('recreate', 'canary').map(({ trace }) => trace);

test('one step goes to whatever happens first in any of the runs, and back again', () => {
  const decisions: number[] = [];
  for (let at = 0; decisions.length < 3; at = decisions.at(-1)!) decisions.push(stepAmong(runs, 'decision', at, 1));
  const alone = runs.map((trace) => stepAmong([trace], 'decision', decisions[0]!, 1));
  expect(decisions[1]).toBe(Math.min(...alone));
  expect(stepAmong(runs, 'decision', decisions[1]!, -1)).toBe(decisions[0]);
});

test('stepping stops at both ends', () => {
  expect(stepAmong(runs, 'phase', 0, -1)).toBe(0);
  expect(stepAmong(runs, 'phase', 7 * MINUTE, 1)).toBe(7 * MINUTE);
  expect(stepAmong(runs, 'phase', 8 * MINUTE, 1)).toBe(8 * MINUTE);
});

test('it opens a breath before the rollout, or in the thick of it', () => {
  expect(openingAmong(runs)).toBe(seconds(28));
  expect(tellingAmong(runs)).toBeGreaterThan(seconds(60));
  expect([1, 7, 60].map((minutes) => showSpeed(minutes * MINUTE))).toEqual([8, 30, 120]);
});
