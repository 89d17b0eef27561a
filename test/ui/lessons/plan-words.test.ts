import { expect, test } from 'vitest';
import { hourOf, isInstant, sayValue } from '../../../src/ui/lessons/plan/words.ts';

test('an instant is read off a clock, a length of time is not', () => {
  expect(sayValue({ path: 'rollout.at' }, '2h30m')).toBe('2:30');
  expect(sayValue({ path: 'fleet.grace' }, '90s')).toBe('1:30 min');
  expect(sayValue({ path: 'fleet.preStop' }, '0s')).toBe('0 s');
});

test('only where something begins is an instant', () => {
  expect(isInstant({ path: 'rollout.at' })).toBe(true);
  expect(isInstant({ path: 'fleet.boot' })).toBe(false);
});

test('hours begin at midnight', () => {
  expect(hourOf(0)).toBe('0:00');
  expect(hourOf(23.5 * 3600e6)).toBe('23:30');
});
