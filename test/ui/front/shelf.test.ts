import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GROUPS, LESSONS } from '../../../src/ui/front/ways/shelf.ts';

test('every scenario is on the shelf, under its strategy, by its own title', () => {
  expect(GROUPS.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)).sort()).toEqual(readdirSync('scenarios').sort());
  const canary = GROUPS.find(({ strategy }) => strategy === 'Canary')!;
  expect(canary.scenarios.find(({ id }) => id === '15-canary-bad')?.title).toBe('A bad canary');
});

test('every lesson is there, in order, with what it takes', () => {
  expect(LESSONS.map(({ id }) => id)).toEqual(readdirSync('src/lessons/content').sort());
  for (const { title, minutes } of LESSONS) {
    expect(title).not.toBe('');
    expect(minutes).toBeGreaterThan(0);
  }
});
