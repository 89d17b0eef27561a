import { expect, test } from 'vitest';
import { seconds } from '../../../src/sim/index.ts';
import { trafficAt } from '../../../src/ui/views/stage/dots.ts';
import { boxOf, layoutStage, placeAt } from '../../../src/ui/views/stage/layout.ts';
import { pointOn, wayOf } from '../../../src/ui/views/stage/streets.ts';
import { firstHurt, isHurt, userDots } from '../../../src/ui/views/stage/users.ts';
import { fixtureTrace } from './fixture.ts';

test('a few servers are full machines, dozens are small ones, hundreds are cells', () => {
  expect([4, 15, 21, 60, 200, 500].map((places) => layoutStage(places, 900).kind)).toEqual(['full', 'full', 'full', 'compact', 'cell', 'cell']);
});

test('every tile stays on the page, from a phone to a wall', () => {
  const outside = [350, 620, 900, 1280, 3840].flatMap((width) =>
    [1, 4, 12, 21, 60, 200, 500].filter((places) => {
      const layout = layoutStage(places, width);
      return Array.from({ length: places }, (_, place) => boxOf(layout, place)).some((b) => b.x < 0 || b.x + b.width > width || b.y + b.height > layout.height);
    }).map((places) => `${places} at ${width}`),
  );
  expect(outside).toEqual([]);
});

test('a point in the middle of a tile belongs to its place, a point left of all tiles to none', () => {
  const layout = layoutStage(12, 900);
  const box = boxOf(layout, 7);
  expect(placeAt(layout, box.x + box.width / 2, box.y + box.height / 2)).toBe(7);
  expect(placeAt(layout, 20, box.y)).toBe(-1);
});

test('a dot arrives at its server at the instant at which the attempt was sent', () => {
  const trace = fixtureTrace({ rate: 20 });
  const sentAt = trace.attempts.sentAt[500]!;
  const progress = (at: number): number | undefined => trafficAt(trace, at, seconds(1)).flights.find(({ row }) => row === 500)?.progress;
  expect(progress(sentAt - seconds(1.001))).toBeUndefined();
  expect(progress(sentAt - seconds(0.5))).toBeCloseTo(0.5);
  expect(progress(sentAt - 1)).toBeCloseTo(1);
  expect(progress(sentAt)).toBeUndefined();
});

test('at most 150 dots fly, and a dot once drawn is drawn until it arrives', () => {
  const trace = fixtureTrace({ rate: 900, horizon: seconds(20), undoAt: null });
  const rows = (at: number): number[] => trafficAt(trace, seconds(at), seconds(1)).flights.map(({ row }) => row);
  expect(trafficAt(trace, seconds(10), seconds(1)).every).toBe(7);
  expect(rows(10).length).toBeLessThanOrEqual(150);
  const early = rows(10), later = new Set(rows(10.4));
  const missing = early.filter((row) => trace.attempts.sentAt[row]! > seconds(10.4) && !later.has(row));
  expect(missing).toEqual([]);
});

test('the ✕ of a failed attempt appears when it failed and fades', () => {
  const trace = fixtureTrace({ rate: 20 });
  const row = trace.attempts.outcome.findIndex((outcome) => outcome > 1);
  const left = (after: number): number | undefined =>
    trafficAt(trace, trace.attempts.endedAt[row]! + seconds(after), seconds(1)).losses.find((loss) => loss.row === row)?.left;
  expect(left(-0.001)).toBeUndefined();
  expect(left(0)).toBe(1);
  expect(left(0.75)).toBeCloseTo(0.5);
  expect(left(1.6)).toBeUndefined();
});

test('a request goes from its user through the router to the door of its server', () => {
  const layout = layoutStage(12, 900);
  const way = wayOf(layout, { x: 10, y: 50 }, { x: 170, y: 90 }, 8, 3);
  const door = boxOf(layout, 8);
  expect(pointOn(way, 0)).toEqual({ x: 10, y: 50 });
  expect(pointOn(way, 0.42)).toEqual({ x: 170, y: 90 });
  expect(pointOn(way, 1)).toEqual({ x: door.x, y: door.y + door.height / 2 });
});

test('without a known server it ends at the router', () => {
  expect(pointOn(wayOf(layoutStage(12, 900), { x: 10, y: 50 }, { x: 170, y: 90 }, -1, 3), 1)).toEqual({ x: 170, y: 90 });
});

test('the share of crossed users in the sample is near the share of users hurt', () => {
  const trace = fixtureTrace({ rate: 60 });
  const first = firstHurt(trace), at = trace.header.horizon;
  const dots = userDots(2000, { x: 0, y: 0, width: 120, height: 600 });
  const shown = dots.filter((dot) => isHurt(first, dot.user, at)).length / dots.length;
  const really = first.filter((hurt) => hurt <= at).length / 2000;
  expect(really).toBeGreaterThan(0.2);
  expect(Math.abs(shown - really)).toBeLessThan(0.12);
});

test('six users are six dots', () => {
  expect(userDots(6, { x: 0, y: 0, width: 68, height: 200 }).map((dot) => dot.user)).toEqual([0, 1, 2, 3, 4, 5]);
});
