import { expect } from 'vitest';
import { seconds } from '../../src/sim/kernel/index.ts';
import { writePass } from './condition.ts';
import { statusOf } from '../../src/sim/strategies/kubernetes/progress.ts';
import { oldPodsRunning, reconcile, type PodPhase } from '../../src/sim/strategies/recreate/reconcile.ts';
import type { ReplicaSetView } from '../../src/sim/strategies/strategy.ts';
import { oracle } from './oracle.ts';

const NOW = seconds(1_000_000);
const set = (revision: string, createdOrder: number, spec: number): ReplicaSetView => ({
  revision,
  environment: null,
  createdOrder,
  spec,
  replicas: spec,
  ready: 0,
  available: 0,
  terminating: 0,
});

oracle<
  { oldReplicaSets: { statusReplicas: number }[]; podPhasesByOwner: Record<string, PodPhase[]> },
  { oldPodsRunning: boolean }
>('k8s_recreate_oldPodsRunning', (given, expected) => {
  const sets = given.oldReplicaSets.map(({ statusReplicas }) => ({ replicas: statusReplicas }));
  expect(oldPodsRunning(sets, Object.values(given.podPhasesByOwner).flat())).toBe(expected.oldPodsRunning);
});

type Given = {
  deploymentReplicas: number;
  progressDeadlineSeconds: number;
  oldRsReplicas: number;
  newRsExists: boolean;
  newRsReplicas: number | null;
  progressConditionAgeSeconds: number;
  replicaSetUpdateFails: boolean;
  statusUpdateFails: boolean;
};
type Out = {
  attemptedScaleOf: string;
  attemptedReplicas: number;
  progressingStatus: string;
  progressingReason: string;
  returnsStatusError: boolean;
};
oracle<Given, Out>('k8s_rolloutRecreate_failedScaleStillUpdatesStatus', (given, expected) => {
  const sets = [set('old', 0, given.oldRsReplicas), ...(given.newRsExists ? [set('new', 1, given.newRsReplicas!)] : [])];
  const { resizes } = reconcile({ target: 'new', desired: given.deploymentReplicas, sets });
  const status = statusOf(sets, 'new');
  const written = writePass(
    resizes,
    {
      desired: given.deploymentReplicas,
      deadline: seconds(given.progressDeadlineSeconds),
      before: status,
      after: status,
      now: NOW,
      condition: { status: 'True', reason: 'ReplicaSetUpdated', updatedAt: NOW - seconds(given.progressConditionAgeSeconds) },
    },
    { size: () => !given.replicaSetUpdateFails, status: () => !given.statusUpdateFails },
  );
  expect({
    attemptedScaleOf: written.tried[0]?.revision,
    attemptedReplicas: written.tried[0]?.to,
    progressingStatus: written.condition?.status,
    progressingReason: written.condition?.reason,
    returnsStatusError: written.statusFailed,
  }).toEqual(expected);
});
