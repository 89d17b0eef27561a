import { expect, test } from 'vitest';
import { seconds } from '../../../src/sim/index.ts';
import { beatOf } from '../../../src/ui/front/race/at.ts';
import { stairs } from '../../../src/ui/front/race/lane.ts';
import { changesOf, lastChange, lookAt, placesIn } from '../../../src/ui/front/race/small-stage.ts';
import { stepAmong } from '../../../src/ui/front/race/steps.ts';
import { raced } from './race.ts';

test('the same twelve servers are the same block under every strategy, and pools stand beside them', () => {
  const alone = placesIn([12], 40), beside = placesIn([12, 1, 1], 40);
  expect(beside.boxes.slice(0, 12)).toEqual(alone.boxes);
  expect(beside.boxes[12]!.x).toBeGreaterThan(alone.width);
  expect(beside.boxes).toHaveLength(14);
  expect(Math.max(...alone.boxes.map(({ y, height }) => y + height))).toBeCloseTo(40, 6);
});

test('between two changes nothing looks different, and at each something does', async () => {
  for (const { strip } of await raced(1)) {
    const { boxes } = placesIn(strip.groups, 40), changes = changesOf(strip.servers);
    for (let at = 0; at <= strip.header.horizon; at += 1_730_000) {
      expect(lookAt(strip.servers, boxes, lastChange(changes, at))).toEqual(lookAt(strip.servers, boxes, at));
    }
  }
});

test('a server that comes up fills from the left, and one that leaves empties', () => {
  const server = { place: 0, role: 'next', passages: [{ from: 0, to: 80, stage: 'coming' }, { from: 80, to: 160, stage: 'leaving' }] } as const;
  const boxes = [{ x: 0, y: 0, width: 8, height: 8 }];
  const wide = (at: number): string | undefined => /h(\d+)v/.exec(lookAt([server], boxes, at).fills[0]?.d ?? '')?.[1];
  expect([0, 20, 40, 80, 120, 160].map(wide)).toEqual([undefined, '2', '4', '8', '4', undefined]);
  expect(lookAt([server], boxes, 160).edges).toEqual([]);
});

test('rows take turns within a beat, and none is ever ahead', () => {
  const at = seconds(100) + 123_456, shown = [0, 1, 2, 3].map((row) => beatOf(at, 20, row));
  expect(new Set(shown).size).toBe(3);
  expect(shown[3]).toBe(shown[0]);
  for (const each of shown) {
    expect(each).toBeLessThanOrEqual(at);
    expect(at - each).toBeLessThan(seconds(1));
  }
});

test('a staircase is drawn where it has height', () => {
  const same = (value: number): number => value;
  expect(stairs([0, 10, 20], { low: [0, 1, 1], high: [2, 1, 3] }, 30, same, same)).toBe('M0,0V2H10V0zM20,1V3H30V1z');
});

test('steps go from event to event of any run, and to the ends of the clock', async () => {
  const strips = (await raced(1)).map(({ strip }) => strip), horizon = seconds(420);
  const from = (at: number, by: -1 | 1): number => stepAmong(strips, at, by, horizon);
  expect(from(0, 1)).toBe(seconds(30));
  expect(from(seconds(30), 1)).toBe(seconds(32));
  expect(from(seconds(32), -1)).toBe(seconds(30));
  expect(from(0, -1)).toBe(0);
  expect(from(horizon, 1)).toBe(horizon);
});
