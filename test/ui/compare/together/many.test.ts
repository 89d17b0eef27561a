import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run, strategyArms, type Source } from '../../../../src/sim/index.ts';
import { gapLines, gapsOf, spreadBands, spreadLabels, STEPS } from '../../../../src/ui/compare/together/many.ts';
import { MEASURES } from '../../../../src/ui/compare/together/measures.ts';
import { Replications } from '../../../../src/ui/compare/together/replications.svelte.ts';
import type { FromPlayer, ToPlayer } from '../../../../src/ui/player/play-protocol.ts';

const FAILED = MEASURES[0]!;
const HELD = { id: 'held', label: 'Held' }, OTHER = { id: 'other', label: 'Other' };
const flat = (value: number): number[] => Array.from({ length: STEPS + 1 }, () => value);
/** Eleven runs: the reference fails 100 to 110, the other as many as its gap more. */
const curveOf = (gaps: readonly (number | null)[]) => (arm: string, replication: number): number[] | null => {
  const gap = gaps[replication];
  return gap === null || gap === undefined ? (arm === 'held' ? flat(100) : null) : flat(100 + replication + (arm === 'held' ? 0 : gap));
};

test('gaps are told run by run: what both share is no part of them', () => {
  const [gap] = gapsOf([HELD, OTHER], 'held', 11, curveOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  expect({ ...gap!, low: gap!.low[3], middle: gap!.middle[3], high: gap!.high[3] }).toEqual({ ...OTHER, runs: 11, low: 1, middle: 5, high: 9 });
});

test('a run that only one of the two has yet does not count', () => {
  const [gap] = gapsOf([HELD, OTHER], 'held', 4, curveOf([7, null, 7, null]));
  expect([gap!.runs, gap!.middle[0]]).toEqual([2, 7]);
  expect(gapsOf([HELD, OTHER], 'held', 4, curveOf([]))).toEqual([]);
  expect(gapsOf([HELD, OTHER], 'held', 4, (arm) => (arm === 'held' ? null : flat(7)))).toEqual([]);
});

test('the reference is the line of no gap, and the others are named with what eight of ten runs had', () => {
  const gaps = gapsOf([HELD, OTHER], 'held', 11, curveOf([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]));
  expect(gapLines(gaps, 'held').map(({ id, values }) => [id, values.at(-1)])).toEqual([['held', 0], ['other', 50]]);
  expect(spreadBands(gaps, 'held', FAILED).map(({ id, look, low, high }) => [id, look, low[0], high[0]])).toEqual([['other', 'worse', 0, 50], ['other', 'spread', 10, 90]]);
  expect(spreadLabels(gaps, HELD, FAILED, 0.5)).toEqual([
    { ...HELD, value: '', gap: '', range: '', isHarm: false, at: 0 },
    { ...OTHER, value: '', gap: '+50', range: '+10 to +90', isHarm: true, at: 50 },
  ]);
});

const WORLD: Source = {
  title: 'A small world', horizon: '2m', fleet: { replicas: 2 }, traffic: { rate: '2/s', users: 20 },
  revisions: { v1: {}, v2: { errorRate: '50%' } }, rollout: { at: '10s', to: 'v2' }, strategy: 'rolling',
};
const ARMS = strategyArms(WORLD, ['recreate', 'rolling']);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('many runs are played pair by pair, their courses kept, and none played twice', () => {
  const seeds: number[] = [], waiting: (() => void)[] = [];
  const many = new Replications(() => {
    const desk = {
      onmessage: null as ((event: { data: FromPlayer }) => void) | null,
      postMessage({ scenario, seed }: ToPlayer): void {
        seeds.push(seed);
        waiting.push(() => desk.onmessage?.({ data: { type: 'trace', trace: run(scenario, { seed }) } }));
      },
      terminate: () => void (desk.onmessage = null),
    };
    return desk as unknown as Worker;
  }, 1);
  many.ask({ arms: ARMS, root: 1, count: 2, end: 120e6 });
  while (waiting.length > 0) waiting.shift()!();
  expect(seeds).toHaveLength(4);
  expect([seeds[0], seeds[2]]).toEqual([seeds[1], seeds[3]]);
  expect([many.played, many.wanted]).toEqual([4, 4]);
  const curve = many.curveOf(ARMS[1]!, 1, 0, 'failed')!;
  expect([curve.length, curve[0]]).toEqual([STEPS + 1, 0]);
  expect(curve[STEPS]).toBeGreaterThan(0);
  many.ask({ arms: ARMS, root: 1, count: 3, end: 120e6 });
  while (waiting.length > 0) waiting.shift()!();
  expect(seeds).toHaveLength(6);
  // On another clock the steps are others.
  many.ask({ arms: ARMS, root: 1, count: 1, end: 60e6 });
  expect(many.curveOf(ARMS[1]!, 1, 0, 'failed')).toBeNull();
  many.end();
});
