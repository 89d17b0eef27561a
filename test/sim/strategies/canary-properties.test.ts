import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND } from '../../../src/sim/kernel/index.ts';
import { read } from '../../../src/sim/schema/index.ts';
import { approximateCounts } from '../../../src/sim/strategies/canary/approximate.ts';
import { abort, promote, promoteFull, retry } from '../../../src/sim/strategies/canary/operator.ts';
import { schema, type Params } from '../../../src/sim/strategies/canary/params.ts';
import { Walk } from './canary-walk.ts';

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ setWeight: fc.integer({ min: 0, max: 100 }) }) },
  { weight: 2, arbitrary: fc.constantFrom({ pause: {} }, { pause: '10s' }) },
  fc.constant({ analysis: {} }),
);
const scale = fc.oneof(
  fc.record({ setCanaryScale: fc.record({ replicas: fc.integer({ min: 0, max: 6 }) }) }),
  fc.constant({ setCanaryScale: { matchTrafficWeight: true } }),
  fc.constant({ setHeaderRoute: { name: 'testers', cohort: 'staff' } }),
);
const bound = fc.oneof(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 10, max: 100 }).map((percent) => `${percent}%`),
);
const given = (routed: boolean, dynamic: boolean) =>
  fc.record({
    desired: fc.integer({ min: 1, max: 12 }),
    written: fc.record({
      steps: fc.array(routed ? fc.oneof({ weight: 3, arbitrary: step }, scale) : step, { maxLength: 5 }),
      trafficRouting: fc.constant(routed ? {} : 'none'),
      dynamicStableScale: fc.constant(dynamic),
      maxSurge: bound,
      maxUnavailable: fc.integer({ min: 0, max: 3 }),
      minPodsPerReplicaSet: fc.integer({ min: 1, max: 3 }),
      rollbackWindow: fc.constantFrom('none', 1),
      abortScaleDownDelay: fc.constantFrom('none', '0s', '20s'),
    }),
  });

const revision = fc.constantFrom('v1', 'v2', 'v3');
type Happening = (walk: Walk) => void;
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(revision, fc.integer({ min: 1, max: 6 })).map(
      ([who, count]): Happening =>
        (walk) =>
          void walk.available(who, count),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(revision, fc.integer({ min: 1, max: 3 })).map(
      ([who, count]): Happening =>
        (walk) =>
          void walk.crash(who, count),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 40 }).map(
      (later): Happening =>
        (walk) =>
          void walk.at(walk.state.now + later * SECOND),
    ),
  },
  revision.map(
    (target): Happening =>
      (walk) =>
        void walk.rollOut(target),
  ),
  { weight: 5, arbitrary: fc.constant<Happening>((walk) => void walk.run()) },
  { weight: 3, arbitrary: fc.constant<Happening>((walk) => void walk.act(abort)) },
  fc.constant<Happening>((walk) => void walk.act(retry)),
  fc.constant<Happening>((walk) => void walk.act((status) => promote(status, walk.params.steps))),
  fc.constant<Happening>((walk) => void walk.act(promoteFull)),
  fc.constantFrom('Running' as const, 'Successful' as const, 'Failed' as const, 'Inconclusive' as const).map(
    (phase): Happening =>
      (walk) =>
        void walk.with({ stepRun: { phase, says: 'errors' } }),
  ),
);

function params(written: Record<string, unknown>): Params {
  const reading = read(schema, written);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
}

/** Runs histories, with a check after every pass. */
function check(routed: boolean, dynamic: boolean, examine: (walk: Walk) => Walk['onPass'], finish: Happening = () => {}): void {
  fc.assert(
    fc.property(given(routed, dynamic), fc.array(happening, { maxLength: 25 }), ({ desired, written }, happenings) => {
      const walk = new Walk(params(written), desired);
      walk.onPass = examine(walk);
      walk.rollOut('v2');
      for (const happen of [...happenings, finish]) happen(walk);
    }),
    { numRuns: 500 },
  );
}

test('invariant 5: requests go to the canary only with a server of it available, and to a stable side that can carry its share', () => {
  let seen = 0;
  check(true, false, () => (pass, before) => {
    const { route } = pass;
    if (route === null || route.weights.canary <= (before.status.weights?.canary ?? 0)) return;
    seen++;
    const { canary, canaryRevision } = route.weights;
    const served = before.sets.find((set) => set.revision === canaryRevision)!;
    const stable = before.sets.find((set) => set.revision === before.status.stable)!;
    expect(served.available).toBeGreaterThanOrEqual(1);
    expect(stable.available).toBeGreaterThanOrEqual(Math.ceil((before.desired * (100 - canary)) / 100));
  });
  expect(seen).toBeGreaterThan(100);
});

test('invariant 5, without waiting for more: no weight stays with a canary that has nobody available', () => {
  let seen = 0;
  check(true, false, () => (pass, before) => {
    const { weights, stable } = pass.status;
    if (pass.again || weights === null || before.status.observed.target !== before.target) return;
    const served = before.sets.find((set) => set.revision === weights.canaryRevision);
    if (weights.canaryRevision === stable || (served?.available ?? 0) > 0) return;
    seen++;
    expect(weights.canary).toBe(0);
  });
  expect(seen).toBeGreaterThan(100);
});

test('invariant 6: a weight from 1 to 99 leaves neither side of two or more replicas without any', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 500 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 0, max: 5 }),
      (desired, weight, surge) => {
        const { canary, stable } = approximateCounts(desired, weight, 100, surge);
        expect(Math.min(canary, stable)).toBeGreaterThanOrEqual(1);
        expect(canary + stable - desired).toBeGreaterThanOrEqual(0);
        expect(canary + stable - desired).toBeLessThanOrEqual(Math.min(surge, 1));
      },
    ),
  );
});

const abortAndWait: Happening = (walk) => {
  walk
    .run()
    .act(abort)
    .at(walk.state.now + 30 * SECOND);
  walk.at(walk.state.now + 30 * SECOND);
};

test('invariant 7: after an abort the weight is 0 before any server of the canary goes', () => {
  let seen = 0;
  check(
    true,
    false,
    () => (pass, before) => {
      if (!before.status.aborted) return;
      for (const { revision: who, from, to } of pass.scale) {
        if (to >= from || who !== before.target) continue;
        seen++;
        expect(before.status.weights?.canary).toBe(0);
      }
    },
    abortAndWait,
  );
  expect(seen).toBeGreaterThan(20);
});

test('without a router, a pass never asks for more than the ceiling, nor takes away below the floor', () => {
  let seen = 0;
  check(false, false, (walk) => (pass, before) => {
    const total = (sets: readonly { spec: number }[]) => sets.reduce((sum, set) => sum + set.spec, 0);
    const { maxSurge } = walk.params,
      surge = maxSurge.unit === 'count' ? maxSurge.value : Math.ceil((before.desired * maxSurge.value) / 100);
    for (const { from, to } of pass.scale) {
      if (to <= from) continue;
      seen++;
      expect(total(walk.state.sets)).toBeLessThanOrEqual(Math.max(before.desired + surge, total(before.sets)));
    }
  });
  expect(seen).toBeGreaterThan(100);
});

test('whatever happens, passes come to an end, and with healthy servers and a full promotion the wanted revision is all there is', () => {
  for (const [routed, dynamic] of [
    [false, false],
    [true, false],
    [true, true],
  ] as const) {
    fc.assert(
      fc.property(given(routed, dynamic), fc.array(happening, { maxLength: 20 }), ({ desired, written }, happenings) => {
        const walk = new Walk(params(written), desired);
        walk.rollOut('v2');
        for (const happen of happenings) happen(walk);
        walk.with({ stepRun: null }).act(promoteFull).run();
        walk.at(walk.state.now + 60 * SECOND).run();
        expect(walk.state.status.stable).toBe(walk.state.target);
        expect(walk.state.sets.filter((set) => set.spec > 0).map(({ revision: who, spec }) => [who, spec])).toEqual([
          [walk.state.target, desired],
        ]);
      }),
      { numRuns: 300 },
    );
  }
});

test('every decision is explained in whole sentences', () => {
  for (const [routed, dynamic] of [
    [false, false],
    [true, false],
    [true, true],
  ] as const) {
    check(routed, dynamic, (walk) => () => {
      for (const why of walk.whys.splice(0)) {
        expect(why.says).toMatch(/^[A-Z].*[a-z0-9%)]\.$/);
        expect(`${why.says} ${why.arithmetic} ${why.alternatives.join(' ')}`).not.toMatch(
          /undefined|null|NaN|Infinity|\[object|−−|no v\d servers/,
        );
        expect(why.source).toContain('Argo Rollouts controller, canary');
      }
    });
  }
});
