import { expect, test } from 'vitest';
import { SECOND } from '../../../src/sim/kernel/index.ts';
import { measure, outcomeOf } from '../../../src/sim/metrics/index.ts';
import type { Fact } from '../../../src/sim/trace/index.ts';
import { acted, buildTrace, enters, known, request, state, weights } from './build-trace.ts';

/** Two servers of v1 in service; the rollout begins at 10 s, the run ends after a minute. */
const STANDING: Fact[] = [
  enters(0, 'v1-1', 'available'),
  enters(0, 'v1-2', 'available'),
  known(0, 'v1-1'),
  known(0, 'v1-2'),
  weights(0, { v1: 1 }),
];
const run = (facts: Fact[]) => buildTrace({ facts: [...STANDING, ...facts] });
const surplusCost = (facts: Fact[]) => measure(run(facts)).surplusCost;

test('surplus cost: both versions side by side until the old one is gone are as much again for so long', () => {
  const blueGreen = [
    enters(10, 'v2-1', 'available'),
    enters(10, 'v2-2', 'available'),
    weights(20, { v2: 1 }),
    enters(40, 'v1-1', 'gone'),
    enters(40, 'v1-2', 'gone'),
  ];
  expect(outcomeOf(run(blueGreen))).toBe('promoted');
  expect(surplusCost(blueGreen)).toBe(1);
});

test('surplus cost: servers that are missing on the way make it negative', () => {
  const recreate = [
    enters(10, 'v1-1', 'gone'),
    enters(15, 'v2-1', 'available'),
    enters(15, 'v2-2', 'available'),
    weights(15, { v2: 1 }),
    enters(20, 'v1-2', 'gone'),
  ];
  // From 10 s to 20 s: v1-2 all along, and two of v2 for half of it, is 20 s of servers for the usual 20 s; without one of them it is 15 s.
  expect(surplusCost(recreate)).toBe(0);
  expect(surplusCost(recreate.filter((fact) => !('replica' in fact && fact.replica === 'v2-2')))).toBe(-0.25);
});

test('surplus cost: of a release that was taken back, it counts until the new version is gone', () => {
  const undone = [
    enters(10, 'v2-1', 'available'),
    weights(12, { v1: 0.5, v2: 0.5 }),
    acted(20, 'undo'),
    state(20, 'undoing'),
    weights(22, { v1: 1 }),
    enters(30, 'v2-1', 'gone'),
  ];
  expect(outcomeOf(run(undone))).toBe('rolledBack');
  expect(surplusCost(undone)).toBe(0.5);
});

test('surplus cost: of a release that is in service and bad, it counts until the old version is gone', () => {
  const facts = [
    ...STANDING,
    enters(10, 'v2-1', 'available'),
    enters(10, 'v2-2', 'available'),
    weights(20, { v2: 1 }),
    enters(30, 'v1-1', 'gone'),
    enters(30, 'v1-2', 'gone'),
  ];
  const bad = buildTrace({ facts, requests: [request(1, 55, 55.1, 'v2-1', 'bug')] });
  expect(outcomeOf(bad)).toBe('degraded');
  expect(measure(bad).surplusCost).toBe(1);
});

test('surplus cost: a test that was never to go further counts until its servers are gone', () => {
  const shadow = [enters(10, 'v2-1', 'available'), state(10, 'watching'), state(30, 'compared'), enters(30, 'v2-1', 'gone')];
  expect(outcomeOf(run(shadow))).toBe('compared');
  expect(surplusCost(shadow)).toBe(0.5);
});

test('surplus cost: of a rollout that is stuck, it counts until the end of the run', () => {
  expect(surplusCost([enters(35, 'v2-1', 'starting')])).toBe(0.25);
});

test('users hurt before the undo: by the rollout, each once, and not those who were hurt afterwards', () => {
  const harm = (user: number, at: number, replica = 'v2-1') => request(user, at, at + 0.5, replica, 'bug');
  const requests = [harm(1, 15), harm(1, 16), harm(2, 17), harm(3, 25), harm(4, 5, 'v1-1'), harm(5, 18, 'v1-1')];
  const facts = [...STANDING, enters(10, 'v2-1', 'available'), weights(12, { v1: 0.5, v2: 0.5 })];
  const undone = buildTrace({ facts: [...facts, acted(20, 'undo')], requests });
  expect(measure(undone).hurtBeforeUndo).toBe(2);
  expect(measure(buildTrace({ facts, requests })).hurtBeforeUndo).toBe(3);
  expect(measure(buildTrace({ facts: STANDING, header: { horizon: 30 * SECOND } })).hurtBeforeUndo).toBe(0);
});
