import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, formatDuration, formatPercent, formatRate, nearest, parseDuration, parsePercent, parseRate } from '../../../src/sim/schema/index.ts';

test('durations are read in the units that people write', () => {
  expect(parseDuration('90s')).toBe(90_000_000);
  expect(parseDuration('5m')).toBe(300_000_000);
  expect(parseDuration('1h30m')).toBe(5_400_000_000);
  expect(parseDuration('250ms')).toBe(250_000);
  expect(parseDuration('2d')).toBe(172_800_000_000);
  expect(parseDuration('1.5s')).toBe(1_500_000);
  expect(parseDuration('40us')).toBe(40);
});

test('what is no duration is none', () => {
  expect(['', '90', 's', '-5s', '5 s', '1m1h', '1s1s', '1e3s', 'Infinitys', '٣s', '5m '].map(parseDuration)).toEqual(Array(11).fill(null));
});

test('durations are written as short as can be', () => {
  expect([0, 40, 250_000, 1_500_000, 90_000_000, 5_400_000_000, 172_800_000_000, 60_000_001].map(formatDuration)).toEqual(
    ['0s', '40us', '250ms', '1.5s', '1m30s', '1h30m', '2d', '1m1us'],
  );
});

test('a duration that is written and read again is the same to the microsecond', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 30 * 86_400 * 1_000_000 }), (micros) => parseDuration(formatDuration(micros)) === micros));
});

test('percentages become the nearest share there is', () => {
  expect(['25%', '99.9%', '0%', '0.1%'].map(parsePercent)).toEqual([0.25, 0.999, 0, 0.001]);
  expect(['25', '%', '-1%', '1e2%', 'NaN%'].map(parsePercent)).toEqual([null, null, null, null, null]);
  expect([0.25, 0.999, 0.07].map(formatPercent)).toEqual(['25%', '99.9%', '7%']);
});

test('rates are read per second, minute or hour', () => {
  expect(['60/s', '90/m', '90 / min', '3600/h'].map(parseRate)).toEqual([60, 1.5, 1.5, 1]);
  expect(['60', '60/d', '/s', '-1/s'].map(parseRate)).toEqual([null, null, null, null]);
  expect(formatRate(1.5)).toBe('1.5/s');
});

test('a misspelt word finds the one that was meant', () => {
  expect(nearest('maxSurg', ['maxSurge', 'maxUnavailable'])).toBe('maxSurge');
  expect(nearest('max_surge', ['maxSurge', 'maxUnavailable'])).toBe('maxSurge');
  expect(nearest('roling', ['by-hand', 'recreate', 'rolling'])).toBe('rolling');
  expect(nearest('Rolling', ['RollingUpdate', 'Recreate'])).toBe('RollingUpdate');
  expect(nearest('canary', ['by-hand', 'recreate', 'rolling'])).toBe(null);
  expect(nearest('x'.repeat(100), ['rolling'])).toBe(null);
});

test('a word that is near to none is told all there are', () => {
  expect(didYouMean('canary', ['recreate', 'rolling'])).toBe('Use one of recreate, rolling.');
});
