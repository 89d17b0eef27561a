import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/sim/kernel/index.ts';
import type { FleetObservation } from '../../../src/sim/strategies/index.ts';
import { FakeFleet } from './fake-fleet.ts';

const knob = fc.oneof(
  fc.nat({ max: 6 }),
  fc.nat({ max: 100 }).map((percent) => `${percent}%`),
);
const rollout = fc.record({ replicas: fc.integer({ min: 1, max: 12 }), maxSurge: knob, maxUnavailable: knob });
type Rollout = { replicas: number; maxSurge: number | string; maxUnavailable: number | string };

/** The bounds worked out apart from the code under test, by the rule of the documentation. */
function boundsOf({ replicas, maxSurge, maxUnavailable }: Rollout) {
  const share = (value: number | string, round: (exact: number) => number) =>
    typeof value === 'number' ? value : round((Number.parseInt(value) * replicas) / 100);
  const surge = share(maxSurge, Math.ceil),
    unavailable = share(maxUnavailable, Math.floor);
  return { most: replicas + surge, least: replicas - Math.min(replicas, surge + unavailable === 0 ? 1 : unavailable) };
}

const specs = (fleet: FleetObservation) => fleet.sets.reduce((sum, set) => sum + set.spec, 0);
const available = (fleet: FleetObservation) => fleet.sets.reduce((sum, set) => sum + set.available, 0);
const start = (given: Rollout, slowGoodbye = false) =>
  new FakeFleet('rolling', {
    replicas: given.replicas,
    slowGoodbye,
    params: { maxSurge: given.maxSurge, maxUnavailable: given.maxUnavailable },
  });

/** One thing that happens to the fleet, or that a person does. */
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('available' as const),
      revision: fc.constantFrom('v1', 'v2', 'v3'),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      revision: fc.constantFrom('v1', 'v2', 'v3'),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({
    do: fc.constantFrom(
      'goodbye' as const,
      'wait' as const,
      'pause' as const,
      'resume' as const,
      'undo' as const,
      'v2' as const,
      'v3' as const,
    ),
  }),
);
type Happening = { do: string; revision?: string; count?: number };

function play(fleet: FakeFleet, { do: what, revision = '', count = 0 }: Happening): void {
  switch (what) {
    case 'available':
      return fleet.becomeAvailable(revision, count);
    case 'crash':
      return fleet.crash(revision, count);
    case 'goodbye':
      return fleet.finishGoodbyes();
    case 'wait':
      return fleet.wait(11 * MINUTE);
    case 'pause':
      fleet.pause();
      return;
    case 'resume':
      fleet.resume();
      return;
    case 'undo':
      fleet.undo();
      return;
    default:
      fleet.request(what);
  }
}

/** All pods work from now on: plays until the machine is at rest. */
function calmDown(fleet: FakeFleet): void {
  let rounds = 0;
  do {
    for (const revision of ['v1', 'v2', 'v3']) fleet.becomeAvailable(revision);
    fleet.finishGoodbyes();
  } while (!fleet.settled && ++rounds < 100);
}

test('invariant 1: a rolling update stays within both bounds after each pass, in whatever order servers become ready, and ends', () => {
  fc.assert(
    fc.property(
      rollout,
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 30 }),
      fc.boolean(),
      (given, readiness, slowGoodbye) => {
        const { most, least } = boundsOf(given),
          fleet = start(given, slowGoodbye);
        fleet.afterPass = (seen) => {
          expect(specs(seen)).toBeLessThanOrEqual(most);
          expect(available(seen)).toBeGreaterThanOrEqual(least);
        };
        fleet.request('v2');
        for (const count of readiness) fleet.becomeAvailable('v2', count);
        for (let round = 0; round < given.replicas + 1; round++) fleet.becomeAvailable('v2');
        expect([fleet.state, fleet.count('v1', 'available'), fleet.count('v2', 'available')]).toEqual([
          'complete',
          0,
          given.replicas,
        ]);
      },
    ),
  );
});

test('invariant 2: always-ready servers take a rolling update to its end in finitely many passes, with a deadline that never fires', () => {
  fc.assert(
    fc.property(rollout, (given) => {
      const fleet = start(given);
      fleet.request('v2');
      for (let round = 0; round < given.replicas + 1; round++) fleet.becomeAvailable('v2');
      expect(fleet.sizes.at(-1)).toBe(`0+${given.replicas}`);
      // Each round adds at least one server and takes at least one away, in at most two passes, but for the first.
      expect(fleet.sizes.length).toBeLessThanOrEqual(2 * given.replicas + 2);
      expect(fleet.path).toEqual(['idle', 'rollingOut.progressing', 'complete']);
    }),
  );
});

test('invariant 3: a version that never gets ready stops at a fixed point that keeps enough servers, and says that it waits', () => {
  fc.assert(
    fc.property(rollout, (given) => {
      const { most, least } = boundsOf(given),
        fleet = start(given);
      fleet.request('v2');
      const { length } = fleet.sizes;
      fleet.wait(60 * MINUTE);
      fleet.finishGoodbyes();
      expect([fleet.sizes.length, fleet.state]).toEqual([length, 'rollingOut.overdue']);
      expect(available(fleet.observe())).toBeGreaterThanOrEqual(least);
      expect(specs(fleet.observe())).toBeLessThanOrEqual(most);
      expect(fleet.holds.at(-1)?.rule).toMatch(/^rolling\.wait/);
    }),
  );
});

test('the controller itself never takes availability below the floor, whatever crashes and whoever acts', () => {
  fc.assert(
    fc.property(rollout, fc.array(happening, { maxLength: 40 }), (given, happenings) => {
      const { least } = boundsOf(given),
        fleet = start(given, true);
      for (const one of happenings) play(fleet, one);
      for (const { before, after } of fleet.removals) expect(after).toBeGreaterThanOrEqual(Math.min(before, least));
    }),
  );
});

test('whatever happened, a rollout that is resumed comes to rest with one revision serving all, and so does its undo', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('rolling', 'recreate'),
      rollout,
      fc.array(happening, { maxLength: 25 }),
      (id, given, happenings) => {
        const { replicas, maxSurge, maxUnavailable } = given;
        const fleet = new FakeFleet(id, {
          replicas,
          slowGoodbye: true,
          ...(id === 'rolling' ? { params: { maxSurge, maxUnavailable } } : {}),
        });
        for (const one of happenings) play(fleet, one);
        fleet.resume();
        calmDown(fleet);
        const serving = () =>
          ['v1', 'v2', 'v3'].map((revision) => fleet.count(revision, 'available')).filter((count) => count > 0);
        expect([fleet.settled, serving()]).toEqual([true, [replicas]]);
        if (!fleet.undo().accepted) return;
        calmDown(fleet);
        expect([fleet.settled, serving()]).toEqual([true, [replicas]]);
      },
    ),
  );
});

test('undo at any moment of a first rollout ends with v1 serving all', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('rolling', 'recreate', 'by-hand'),
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.nat({ max: 3 }), { maxLength: 12 }),
      (id, replicas, steps) => {
        const fleet = new FakeFleet(id, { replicas, slowGoodbye: true });
        fleet.request('v2');
        for (const step of steps)
          play(
            fleet,
            [
              { do: 'available', revision: 'v2', count: 1 },
              { do: 'goodbye' },
              { do: 'wait' },
              { do: 'crash', revision: 'v2', count: 1 },
            ][step]!,
          );
        expect(fleet.undo()).toEqual({ accepted: true, reason: '' });
        for (let round = 0; round < 20; round++) {
          fleet.finishGoodbyes();
          fleet.becomeAvailable('v1');
          fleet.wait(11 * MINUTE);
        }
        expect([fleet.state, fleet.count('v1', 'available'), fleet.pods.length]).toEqual(['restored', replicas, replicas]);
      },
    ),
  );
});

test('invariant 4: Recreate never has two revisions alive at once, terminating servers included', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(happening, { maxLength: 40 }), (replicas, happenings) => {
      const fleet = new FakeFleet('recreate', { replicas, slowGoodbye: true });
      for (const one of happenings) {
        play(fleet, one);
        expect(new Set(fleet.pods.map((pod) => pod.revision)).size).toBeLessThanOrEqual(1);
      }
    }),
  );
});
