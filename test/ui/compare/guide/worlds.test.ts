import { expect, test } from 'vitest';
import {
  adviceOf,
  METRICS,
  parse,
  STANDARD_SITUATION,
  USUAL_MIX,
  type Arm,
  type Row,
  type Situation,
} from '../../../../src/sim/index.ts';
import { headingOf } from '../../../../src/ui/compare/guide/words.ts';
import { Worlds } from '../../../../src/ui/compare/guide/worlds.ts';

const { source } = parse(`
title: Small
fleet: { replicas: 4 }
traffic: { rate: 5/s }
revisions: { v1: { latency: 10ms }, v2: { latency: 10ms } }
rollout: { to: v2 }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }
`);
const ROUTED: Situation = { ...STANDARD_SITUATION, routing: true };

/** So many runs of each arm, all alike: nothing ever goes wrong. */
const rowsOf =
  (replications: number) =>
  (arms: readonly Arm[]): Row[] =>
    arms.flatMap((_, arm) =>
      Array.from({ length: replications }, (__, replication) => ({
        arm,
        replication,
        seed: replication,
        outcome: 'promoted' as const,
        undoneBy: null,
        values: METRICS.map(({ id }) => (id === 'peakServers' ? 4 : id === 'offered' ? 100 : 0)),
      })),
    );

test('a world is worked out once, and its evidence once for as many runs', () => {
  const worlds = new Worlds(source, ['recreate', 'canary'], USUAL_MIX);
  expect(worlds.of(STANDARD_SITUATION)).toBe(worlds.of({ ...STANDARD_SITUATION, downtime: null }));
  expect(worlds.of(STANDARD_SITUATION)).not.toBe(worlds.of(ROUTED));
  const first = worlds.evidence(STANDARD_SITUATION, rowsOf(6));
  expect(worlds.evidence(STANDARD_SITUATION, rowsOf(6))).toBe(first);
  expect(worlds.evidence(STANDARD_SITUATION, rowsOf(7)).map(({ replications }) => replications)).toEqual([7, 7]);
});

test('another world is known once it has been asked for, and has six runs of everything', () => {
  const worlds = new Worlds(source, ['recreate', 'canary'], USUAL_MIX);
  expect(worlds.evidenceIfPlayed(ROUTED, rowsOf(20))).toBeNull();
  worlds.of(ROUTED);
  expect(worlds.evidenceIfPlayed(ROUTED, rowsOf(5))).toBeNull();
  expect(worlds.evidenceIfPlayed(ROUTED, rowsOf(6))).toHaveLength(2);
});

test('the head of the page says how far the answer goes', () => {
  const headAt = (replications: number, situation = STANDARD_SITUATION) =>
    headingOf(
      adviceOf(situation, new Worlds(source, ['recreate', 'rolling'], USUAL_MIX).evidence(situation, rowsOf(replications))),
    );
  expect(headAt(5)).toMatchObject({
    name: 'Too early to say',
    needs: 'An answer takes 6 runs of everything; so far there are 5.',
  });
  expect(headAt(6)).toEqual({
    kicker: 'Recommended',
    name: 'Recreate',
    needs: 'Takes nothing beside stopping and starting.',
    next: 'Runner-up: Rolling update.',
  });
  expect(headAt(6, { ...STANDARD_SITUATION, spare: -1 })).toMatchObject({ name: 'Nothing fits; closest is Recreate' });
});
