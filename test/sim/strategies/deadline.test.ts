import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Calendar, SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import { unseen } from '../../../src/sim/strategies/strategy.ts';
import { startRollout, strategyOf, type FleetObservation } from '../../../src/sim/strategies/index.ts';
import { isTimedOut, syncProgressing, type Progressing } from '../../oracles/condition.ts';
import { statusOf } from '../../../src/sim/strategies/kubernetes/progress.ts';
import { paramsOf } from './fake-fleet.ts';

/** What the controller is shown at some second: replicas and available ones of the old and of the new revision. */
const look = fc.record({
  gap: fc.integer({ min: 1, max: 40 }),
  old: fc.nat({ max: 4 }),
  oldUp: fc.nat({ max: 4 }),
  fresh: fc.nat({ max: 4 }),
  freshUp: fc.nat({ max: 4 }),
});
const fleetAt = (
  at: number,
  { old, oldUp, fresh, freshUp }: { old: number; oldUp: number; fresh: number; freshUp: number },
): FleetObservation => {
  const set = (revision: string, createdOrder: number, replicas: number, up: number) => ({
    revision,
    environment: null,
    createdOrder,
    spec: replicas,
    replicas,
    ready: Math.min(replicas, up),
    available: Math.min(replicas, up),
    terminating: 0,
  });
  return { ...unseen(4), at, sets: [set('v1', 0, old, oldUp), set('v2', 1, fresh, freshUp)] };
};

// The functions that the controller's own test tables are held against keep a condition; the machine keeps a timer. They must agree.
test('the machine is overdue whenever, and only when, the controller’s condition has timed out', () => {
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 20 }), (looks) => {
      const calendar = new Calendar(),
        deadline = 30 * SECOND;
      const rollout = startRollout(
        strategyOf('rolling'),
        {
          params: paramsOf('rolling', { progressDeadline: '30s' }),
          stable: 'v1',
          desired: 4,
          commands: { scale: () => {}, hold: () => {}, route: () => {}, analyse: () => {}, endAnalysis: () => {} },
        },
        { calendar, onState: () => {} },
      );
      let seen = fleetAt(0, { old: 4, oldUp: 4, fresh: 0, freshUp: 0 });
      let condition: Progressing | null = { status: 'True', reason: 'NewReplicaSetCreated', updatedAt: 0 };
      rollout.send({ type: 'rollout.requested', to: 'v2', fleet: seen });
      for (const next of looks) {
        // The fraction keeps both away from the very instant of the deadline, on which they differ: the controller waits for the next tick.
        const now = calendar.now + seconds(next.gap) + seconds(0.013);
        calendar.run(now, () => {});
        expect(rollout.state.endsWith('overdue')).toBe(isTimedOut(deadline, condition, now));
        const fleet = fleetAt(now, next);
        condition = syncProgressing({
          desired: 4,
          deadline,
          condition,
          before: statusOf(seen.sets, 'v2'),
          after: statusOf(fleet.sets, 'v2'),
          now,
        });
        seen = fleet;
        rollout.send({ type: 'fleet.changed', fleet });
        expect(rollout.state === 'complete').toBe(condition!.reason === 'NewReplicaSetAvailable');
        if (rollout.settled) return;
        expect(rollout.state.endsWith('overdue')).toBe(condition!.status === 'False');
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});
