import { expect, test } from 'vitest';
import type { Arm } from '../../../src/sim/index.ts';
import { jobsOf } from '../../../src/ui/compare/jobs.ts';
import { keyOf } from '../../../src/ui/compare/played.ts';

const ARMS: Arm[] = ['rolling', 'canary'].map((id) => ({ id, label: id, source: { strategy: id } }));
const idOf = (key: string): string => ARMS.find((arm) => keyOf(arm, 7) === key)!.id;
const told = (replications: number, has: (arm: string, at: number) => boolean = () => false): string[] =>
  jobsOf(ARMS, 7, replications, (key, at) => has(idOf(key), at)).map(({ key, from, to }) => `${idOf(key)} ${from}–${to}`);

test('every row gets its first run before any gets its second, and portions grow', () => {
  expect(told(5)).toEqual(['rolling 0–1', 'canary 0–1', 'rolling 1–3', 'canary 1–3', 'rolling 3–5', 'canary 3–5']);
});

test('what is there is not played again, and holes are filled', () => {
  expect(told(9, (arm, at) => arm === 'rolling' && at !== 4)).toEqual(['canary 0–1', 'canary 1–3', 'rolling 4–5', 'canary 3–7', 'canary 7–9']);
});

test.each([1, 2, 20, 40, 500])('of %i replications each is played once', (replications) => {
  const seen = jobsOf(ARMS, 7, replications, (key, at) => idOf(key) === 'canary' && at % 3 === 0).flatMap(({ key, from, to }) =>
    Array.from({ length: to - from }, (_, index) => `${idOf(key)} ${from + index}`),
  );
  const wanted = Array.from({ length: replications }, (_, at) => [`rolling ${at}`, ...(at % 3 === 0 ? [] : [`canary ${at}`])]).flat();
  expect(seen.toSorted()).toEqual(wanted.toSorted());
});
