import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure, parse, run } from '../../../src/sim/index.ts';

const bothServing = (name: string): number | null =>
  measure(run(parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8')).scenario, { seed: 3 }))['mixedVersions'] ?? null;

test('blue and green never serve side by side, though routers know the servers of both', () => {
  expect(bothServing('10-blue-green-good')).toBe(0);
  expect(bothServing('11-blue-green-bad')).toBe(0);
});

test('copies of requests are served to nobody', () => {
  expect(bothServing('26-shadow-side-effect')).toBe(0);
});

test('a rolling update and a canary do serve both', () => {
  expect(bothServing('03-rolling-good')).toBeGreaterThan(0);
  expect(bothServing('14-canary-good')).toBeGreaterThan(0);
});
