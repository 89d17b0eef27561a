import { describe, expect, test } from 'vitest';
import { SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import type { World } from '../../../src/sim/world/world.ts';
import { sharesOf, type Route } from '../../../src/sim/trace/route.ts';
import { play, terms, why } from './small-world.ts';

/** Attempts sent in an interval, by revision; mirrored copies apart. */
function sent(world: World, from: number, to: number): Record<string, number> {
  const { attempts } = world.finish(), counts: Record<string, number> = {};
  for (let row = 0; row < attempts.count; row++) {
    if (attempts.sentAt[row]! < from * SECOND || attempts.sentAt[row]! >= to * SECOND) continue;
    const name = (attempts.request[row]! < 0 ? 'copies to ' : '') + ['nobody', 'v1', 'v2'][attempts.revision[row]! + 1]!;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** v2 has two replicas from the fifth second on, and gets what the route at 20 s gives it. */
const routed = (route: Parameters<World['route']>[0], change: Parameters<typeof terms>[0] = {}): World =>
  play(terms({ horizon: seconds(120), ...change, traffic: { users: 200, ...change?.traffic } }), {
    1: (w) => w.route({ weights: { v1: 1 } }, why),
    5: (w) => w.sets.scale('v2', 2, why),
    20: (w) => w.route(route, why),
  });

describe('routes', () => {
  test('a pool without weight gets nothing, however ready its replicas are', () => {
    expect(sent(routed({ weights: { v1: 1 } }), 16, 120)).toEqual({ v1: 2080 });
  });

  test('weights are followed an endpoint lag after they were asked', () => {
    const world = routed({ weights: { v1: 0.75, v2: 0.25 } });
    expect(sent(world, 20, 21)).toEqual({ v1: 20 });
    const { v1, v2 } = sent(world, 21, 120) as { v1: number; v2: number };
    expect(v1 + v2).toBe(1980);
    expect(v2 / 1980).toBeGreaterThan(0.21);
    expect(v2 / 1980).toBeLessThan(0.29);
    expect(world.recorder.facts.filter(({ type }) => type.startsWith('route.')).map(({ at, type }) => `${at / SECOND} ${type}`)).toEqual([
      '1 route.asked', '2 route.effective', '20 route.asked', '21 route.effective',
    ]);
    expect(world.recorder.facts.findLast((fact) => fact.type === 'weight.changed')).toMatchObject({ weights: { v1: 0.75, v2: 0.25 } });
  });

  test('weight for a pool without replicas is lost: nobody answers', () => {
    const world = play(terms(), { 20: (w) => w.route({ weights: { v1: 0.5, v2: 0.5 } }, why) });
    expect(Object.keys(sent(world, 21, 60)).sort()).toEqual(['nobody', 'v1']);
  });

  test('users of a cohort go to its pool, and nobody else does', () => {
    const world = routed({ weights: { v1: 1 }, match: [{ cohort: 'beta', pool: 'v2' }] }, { traffic: { cohorts: [['beta', 0.3]] } });
    const { attempts, requests } = world.finish(), home = new Map<number, Set<number>>();
    for (let row = 0; row < attempts.count; row++) {
      if (attempts.sentAt[row]! < seconds(21)) continue;
      const user = requests.user[attempts.request[row]!]!;
      home.set(user, (home.get(user) ?? new Set()).add(attempts.revision[row]!));
    }
    expect([...home.values()].every((revisions) => revisions.size === 1)).toBe(true);
    const share = [...home.values()].filter((revisions) => revisions.has(1)).length / home.size;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  test('a split by chance gives each user one side for good, and its share is recorded', () => {
    const world = routed({ weights: { v1: 1 }, split: { pool: 'v2', share: 0.4 } });
    const { attempts, requests } = world.finish(), home = new Map<number, Set<number>>();
    for (let row = 0; row < attempts.count; row++)
      if (attempts.sentAt[row]! >= seconds(21)) {
        const user = requests.user[attempts.request[row]!]!;
        home.set(user, (home.get(user) ?? new Set()).add(attempts.revision[row]!));
      }
    expect([...home.values()].every((revisions) => revisions.size === 1)).toBe(true);
    const share = [...home.values()].filter((revisions) => revisions.has(1)).length / home.size;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.5);
    expect(world.recorder.facts.findLast((fact) => fact.type === 'weight.changed')).toMatchObject({ weights: { v1: 0.6, v2: 0.4 } });
  });

  test('a cohort is served before the split, and the split before the weights', () => {
    const world = routed(
      { weights: { v1: 1 }, match: [{ cohort: 'staff', pool: 'v1' }], split: { pool: 'v2', share: 0.5 } },
      { traffic: { cohorts: [['staff', 0.5]] } },
    );
    expect(world.recorder.facts.findLast((fact) => fact.type === 'weight.changed')).toMatchObject({ weights: { v1: 0.75, v2: 0.25 } });
    const { v1, v2 } = sent(world, 21, 120) as { v1: number; v2: number };
    expect(v2 / (v1 + v2)).toBeGreaterThan(0.18);
    expect(v2 / (v1 + v2)).toBeLessThan(0.33);
  });

  // fluxcd/flagger#1655: a cookie on the canary alone, weight w: after k requests of a user, 1 − (1 − w)^k of users are on it.
  test('a cookie keeps users who were once drawn: at weight 10 %, nine in ten are on it after 22 requests each', () => {
    const world = routed({ weights: { v1: 0.9, v2: 0.1 }, sticky: { pool: 'v2', for: seconds(3600) } }, { traffic: { users: 200 }, horizon: seconds(260) });
    const { attempts, requests } = world.finish(), asked = new Map<number, number>();
    let onCanary = 0, users = 0;
    for (let row = 0; row < attempts.count; row++) {
      if (attempts.sentAt[row]! < seconds(21)) continue;
      const user = requests.user[attempts.request[row]!]!, times = (asked.get(user) ?? 0) + 1;
      asked.set(user, times);
      if (times !== 22) continue;
      users++;
      if (attempts.revision[row] === 1) onCanary++;
    }
    expect(users).toBeGreaterThan(120);
    expect(onCanary / users).toBeGreaterThan(0.83);
    expect(onCanary / users).toBeLessThan(0.97);
  });

  test('mirrored copies take slots and are measured, but no user waits for them', () => {
    const world = routed({ weights: { v1: 1 }, mirror: { pool: 'v2', share: 0.5 } }, { v2: { errorRate: 1 } });
    const after = sent(world, 21, 120);
    expect(after['v1']).toBe(1980);
    expect(after['copies to v2']! / 1980).toBeGreaterThan(0.45);
    expect(world.finish().requests.outcome.every((outcome) => outcome <= 1)).toBe(true);
  });

  test('a change that spreads reaches users one by one over its time to live', () => {
    const world = routed({ weights: { v2: 1 }, spread: seconds(40) });
    const share = (from: number, to: number): number => (sent(world, from, to)['v2'] ?? 0) / ((to - from) * 20);
    expect(share(21, 25)).toBeLessThan(0.2);
    expect(share(39, 43)).toBeGreaterThan(0.3);
    expect(share(39, 43)).toBeLessThan(0.7);
    expect(share(61, 120)).toBe(1);
  });

  test('open connections go past a change of route until they have been idle', () => {
    const world = routed({ weights: { v2: 1 } }, { traffic: { users: 10, keepAlive: seconds(2) } });
    // Ten users ask twice a second each: few pauses of two seconds, so the old revision keeps them long after the switch.
    expect(sent(world, 22, 30)['v1']).toBeGreaterThan(40);
  });

  test('sets of one revision in two environments are told apart', () => {
    const world = play(terms(), { 5: (w) => w.sets.scale({ revision: 'v1', environment: 'baseline' }, 1, why) });
    expect(world.sets.observe().map(({ revision, environment, spec }) => ({ revision, environment, spec }))).toEqual([
      { revision: 'v1', environment: null, spec: 4 }, { revision: 'v1', environment: 'baseline', spec: 1 },
    ]);
    expect(world.sets.replicas.at(-1)!.id).toBe('v1-baseline-1');
  });
});

describe('shares that rules and weights come to', () => {
  const cohorts = { beta: 0.2, staff: 0.1 };
  test.each<[string, Route, Record<string, number> | null]>([
    ['weights alone', { weights: { v1: 0.9, v2: 0.1 } }, { v1: 0.9, v2: 0.1 }],
    ['a rule takes its cohort out first', { weights: { v1: 1 }, match: [{ cohort: 'beta', pool: 'v2' }] }, { v1: 0.8, v2: 0.2 }],
    ['weights divide what rules have left', { weights: { v1: 0.5, v2: 0.5 }, match: [{ cohort: 'beta', pool: 'v2' }] }, { v1: 0.4, v2: 0.6 }],
    ['a split takes its share of whom no rule knows', { weights: { v1: 1 }, match: [{ cohort: 'staff', pool: 'v1' }], split: { pool: 'v2', share: 0.5 } }, { v1: 0.55, v2: 0.45 }],
    ['a cohort that nobody is of has no share', { weights: { v1: 1 }, match: [{ cohort: 'gone', pool: 'v2' }] }, { v1: 1 }],
    ['all replicas alike', { weights: null }, null],
  ])('%s', (_, route, shares) => {
    const found = sharesOf(route, cohorts);
    if (shares === null) expect(found).toBeNull();
    else {
      expect(Object.keys(found!).sort()).toEqual(Object.keys(shares).sort());
      for (const [pool, share] of Object.entries(shares)) expect(found![pool]).toBeCloseTo(share, 12);
    }
  });
});
