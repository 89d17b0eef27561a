import { expect } from 'vitest';
import { seconds, toSeconds } from '../../src/sim/kernel/index.ts';
import { isTimedOut, syncProgressing, wakeAfter, type Progressing } from './condition.ts';
import { isComplete, madeProgress, statusOf, type DeploymentStatus } from '../../src/sim/strategies/kubernetes/progress.ts';
import type { ReplicaSetView } from '../../src/sim/strategies/strategy.ts';
import { oracle } from './oracle.ts';

const NOW = seconds(1_000_000);
const NO_DEADLINE = 2_147_483_647;
type Counts = { replicas: number; updatedReplicas: number; readyReplicas?: number; availableReplicas: number };
const status = (counts: Counts): DeploymentStatus => ({
  replicas: counts.replicas,
  updated: counts.updatedReplicas,
  ready: counts.readyReplicas ?? 0,
  available: counts.availableReplicas,
});
const deadline = (given: number | null) => (given === null || given === NO_DEADLINE ? null : seconds(given));
/** The elapsed time of one case is a nanosecond more than whole seconds, hence no rounding to microseconds here. */
const condition = (reason: string | null, secondsAgo: number | null): Progressing | null =>
  reason === null ? null : { status: 'True', reason, updatedAt: NOW - (secondsAgo ?? 0) * 1e6 };

oracle<
  { desiredReplicas: number; statusReplicas: number; updatedReplicas: number; availableReplicas: number },
  { complete: boolean }
>('k8s_DeploymentComplete', (given, expected) => {
  expect(isComplete(given.desiredReplicas, status({ ...given, replicas: given.statusReplicas }))).toBe(expected.complete);
});

oracle<{ oldStatus: Counts; newStatus: Counts }, { progressing: boolean }>('k8s_DeploymentProgressing', (given, expected) => {
  expect(madeProgress(status(given.oldStatus), status(given.newStatus))).toBe(expected.progressing);
});

oracle<
  { progressDeadlineSeconds: number | null; progressingReason: string; secondsSinceLastUpdate: number | null },
  { timedOut: boolean }
>('k8s_DeploymentTimedOut', (given, expected) => {
  const timedOut = isTimedOut(
    deadline(given.progressDeadlineSeconds),
    condition(given.progressingReason, given.secondsSinceLastUpdate),
    NOW,
  );
  expect(timedOut).toBe(expected.timedOut);
});

type Stuck = {
  progressDeadlineSeconds: number | null;
  desiredReplicas: number;
  newStatus: Counts;
  progressingReason: string | null;
  secondsSinceLastUpdate: number | null;
};
oracle<Stuck, { requeueAfterSeconds: number }>('k8s_requeueStuckDeployment', (given, expected) => {
  const after = wakeAfter(
    given.desiredReplicas,
    deadline(given.progressDeadlineSeconds),
    condition(given.progressingReason, given.secondsSinceLastUpdate),
    status(given.newStatus),
    NOW,
  );
  expect(after < 0 ? -1 : Math.floor(toSeconds(after))).toBe(expected.requeueAfterSeconds);
});

type OracleSet = { name: string; specReplicas: number; statusReplicas: number; availableReplicas: number };
type Sync = {
  progressDeadlineSeconds: number | null;
  desiredReplicas: number;
  previousStatus: Counts;
  previousProgressingCondition: { status: 'True' | 'False'; reason: string } | null;
  oldReplicaSets: OracleSet[];
  newReplicaSet: OracleSet | null;
};
oracle<Sync, { progressingCondition: { status: string; reason: string } | null }>(
  'k8s_syncRolloutStatus_progressingCondition',
  (given, expected) => {
    const view = (revision: string, createdOrder: number, set: OracleSet): ReplicaSetView => ({
      revision,
      environment: null,
      createdOrder,
      spec: set.specReplicas,
      replicas: set.statusReplicas,
      ready: 0,
      available: set.availableReplicas,
      terminating: 0,
    });
    const sets = [
      ...given.oldReplicaSets.map((set, order) => view(`old ${order}`, order, set)),
      ...(given.newReplicaSet === null ? [] : [view('new', 9, given.newReplicaSet)]),
    ];
    const previous = given.previousProgressingCondition === null ? null : { ...given.previousProgressingCondition, updatedAt: 0 };
    const after = syncProgressing({
      desired: given.desiredReplicas,
      deadline: deadline(given.progressDeadlineSeconds),
      condition: previous,
      before: status(given.previousStatus),
      after: statusOf(sets, 'new'),
      now: NOW,
    });
    expect(after === null ? null : { status: after.status, reason: after.reason }).toEqual(expected.progressingCondition);
  },
);
