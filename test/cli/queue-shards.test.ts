import { expect, test } from 'vitest';
import { shardMost, shardsOf } from '../../src/cli/queue/shards.ts';
import { spotCheck } from '../../src/cli/queue/spot-check.ts';
import { playHere } from '../../src/cli/executors/serial.ts';
import { parse, type Plan, type Row, type RunRange } from '../../src/sim/index.ts';
import { SMALL } from './run-main.ts';

/** A plan of one arm, each run of which makes so many requests. */
const planOf = (requests: number, replications: number): Plan => {
  const text = SMALL.replace('rate: 5/s', `rate: ${requests / 60}/s`);
  return { title: '', root: 1, replications, arms: [{ id: 'a', label: 'a', source: parse(text, { file: 'a' }).source }] };
};
const sizes = (shards: readonly RunRange[]): number[] => [...new Set(shards.map(({ from, to }) => to - from))];

test('shards hold about a second of work, and never more than fit through the queue', () => {
  expect(shardMost(planOf(30_000, 1))).toBe(50);
  expect(shardMost(planOf(60, 1))).toBe(256);
  expect(shardMost(planOf(1_200_000, 1))).toBe(1);
});

test('there are enough of them for many workers, as long as each is worth its way', () => {
  expect(sizes(shardsOf(planOf(30_000, 3_000), { from: 0, to: 3_000 }))).toEqual([50]);
  expect(sizes(shardsOf(planOf(30_000, 160), { from: 0, to: 160 }))).toEqual([10]);
  expect(sizes(shardsOf(planOf(30_000, 16), { from: 0, to: 16 }))).toEqual([3, 1]);
});

test('they are the runs asked for, each of them once', () => {
  const shards = shardsOf(planOf(30_000, 100), { from: 7, to: 100 });
  expect(shards[0]!.from).toBe(7);
  expect(shards.at(-1)!.to).toBe(100);
  expect(shards.slice(1).map(({ from }) => from)).toEqual(shards.slice(0, -1).map(({ to }) => to));
});

const PLAN = planOf(60, 1_000);
const ROWS = playHere(PLAN, { from: 0, to: 200 });
const withLie = (row: Row): Row => ({ ...row, values: row.values.map((value) => (value === null ? null : value + 1)) });

test('one run at least of every early answer is played again, and one of each worker that is new', () => {
  const check = spotCheck(PLAN),
    honest = (): (number | null)[] => ROWS.slice(0, 30).map((row, run) => check('honest', [row], run));
  expect(honest().every((place) => place === null)).toBe(true);
  // One in a hundred is due by now, and has long been played; a new worker is looked at all the same.
  expect(check('honest', [withLie(ROWS[30]!)], 30)).toBe(null);
  expect(check('mallory', [withLie(ROWS[31]!)], 31)).toBe(0);
});

test('one run in a hundred is played again, however many answers there were', () => {
  const check = spotCheck(PLAN);
  for (let answer = 0; answer < 8; answer++) check('honest', ROWS.slice(0, 100), 0);
  // Eight runs were due for 800 rows, and have been played: two are for the next 200, where a lie in every row cannot be missed.
  expect(check('honest', ROWS.map(withLie), 0)).not.toBe(null);
});
