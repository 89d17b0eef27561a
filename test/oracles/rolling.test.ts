import { expect } from 'vitest';
import { seconds } from '../../src/sim/kernel/index.ts';
import { writePass } from './condition.ts';
import { statusOf } from '../../src/sim/strategies/kubernetes/progress.ts';
import { boundsOf } from '../../src/sim/strategies/rolling/bounds.ts';
import { reconcile } from '../../src/sim/strategies/rolling/reconcile.ts';
import {
  cleanUpUnhealthy,
  reconcileNewReplicaSet,
  reconcileOldReplicaSets,
  scaleDownOld,
} from '../../src/sim/strategies/rolling/sizes.ts';
import type { ReplicaSetView } from '../../src/sim/strategies/strategy.ts';
import { oracle } from './oracle.ts';

const NOW = seconds(1_000_000);
const set = (revision: string, createdOrder: number, spec: number, available: number): ReplicaSetView => ({
  revision,
  environment: null,
  createdOrder,
  spec,
  replicas: spec,
  ready: available,
  available,
  terminating: 0,
});
type Deployment = { deploymentReplicas: number; maxSurgePods: number; maxUnavailablePods: number };
const bounds = (given: Deployment) => boundsOf(given.deploymentReplicas, given.maxSurgePods, given.maxUnavailablePods);

oracle<Deployment & { oldRsReplicas: number; newRsReplicas: number }, { scaled: boolean; newRsReplicasAfter: number }>(
  'k8s_reconcileNewReplicaSet',
  (given, expected) => {
    const step = reconcileNewReplicaSet(
      set('new', 1, given.newRsReplicas, 0),
      [set('old', 0, given.oldRsReplicas, 0)],
      bounds(given),
    );
    expect({ scaled: step !== null, newRsReplicasAfter: step?.to ?? given.newRsReplicas }).toEqual(expected);
  },
);

oracle<{ oldRsReplicas: number; oldRsAvailable: number; maxCleanupPods: number }, { cleanedUpPods: number }>(
  'k8s_cleanupUnhealthyReplicas',
  (given, expected) => {
    const steps = cleanUpUnhealthy([set('old', 0, given.oldRsReplicas, given.oldRsAvailable)], given.maxCleanupPods);
    expect(steps.reduce((sum, step) => sum + step.from - step.to, 0)).toBe(expected.cleanedUpPods);
  },
);

oracle<Deployment & { availablePodsTotal: number; oldRsReplicas: number }, { scaled: boolean; oldRsReplicasAfter: number }>(
  'k8s_scaleDownOldReplicaSetsForRollingUpdate',
  (given, expected) => {
    const steps = scaleDownOld(
      [set('old', 0, given.oldRsReplicas, given.availablePodsTotal)],
      given.availablePodsTotal,
      bounds(given),
    );
    expect({ scaled: steps.length > 0, oldRsReplicasAfter: steps.at(-1)?.to ?? given.oldRsReplicas }).toEqual(expected);
  },
);

type OldCase = Deployment & {
  oldRsReplicas: number;
  oldRsAvailable: number;
  newRsReplicas: number;
  newRsAvailable: number;
  replicaSetUpdateFails: boolean;
};
oracle<OldCase, { scaled?: boolean; oldRsReplicasAfter?: number; error: boolean }>(
  'k8s_reconcileOldReplicaSets',
  (given, expected) => {
    const target = set('new', 1, given.newRsReplicas, given.newRsAvailable),
      old = set('old', 0, given.oldRsReplicas, given.oldRsAvailable);
    const steps = reconcileOldReplicaSets(target, [old], bounds(given));
    const status = statusOf([old, target], 'new');
    const view = { desired: given.deploymentReplicas, deadline: null, condition: null, before: status, after: status, now: 0 };
    const written = writePass(steps, view, { size: () => !given.replicaSetUpdateFails, status: () => true });
    expect(written.failed).toBe(expected.error);
    if (expected.scaled !== undefined) expect(steps.length > 0).toBe(expected.scaled);
    if (expected.oldRsReplicasAfter !== undefined)
      expect(steps.at(-1)?.to ?? given.oldRsReplicas).toBe(expected.oldRsReplicasAfter);
  },
);

type FailingCase = Deployment & {
  progressDeadlineSeconds: number;
  newRsReplicas: number;
  newRsAvailable: number;
  oldRsReplicas: number;
  oldRsAvailable: number;
  progressConditionAgeSeconds: number;
  replicaSetUpdateFails: boolean;
  statusUpdateFails: boolean;
};
type FailingOut = {
  attemptedScaleOf: string;
  attemptedReplicas: number;
  progressingStatus: string;
  progressingReason: string;
  statusWriteAttempted: boolean;
  returnsScaleError: boolean;
  returnsStatusError: boolean;
};
oracle<FailingCase, FailingOut>('k8s_rolloutRolling_failedScaleStillUpdatesStatus', (given, expected) => {
  const sets = [
    set('old', 0, given.oldRsReplicas, given.oldRsAvailable),
    set('new', 1, given.newRsReplicas, given.newRsAvailable),
  ];
  const { resizes } = reconcile({
    target: 'new',
    sets,
    bounds: bounds(given),
    knobs: { maxSurge: given.maxSurgePods, maxUnavailable: given.maxUnavailablePods },
  });
  const status = statusOf(sets, 'new');
  let statusWrites = 0;
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
    { size: () => !given.replicaSetUpdateFails, status: () => (statusWrites++, !given.statusUpdateFails) },
  );
  expect({
    attemptedScaleOf: written.tried[0]?.revision,
    attemptedReplicas: written.tried[0]?.to,
    progressingStatus: written.condition?.status,
    progressingReason: written.condition?.reason,
    statusWriteAttempted: statusWrites === 1,
    returnsScaleError: written.failed,
    returnsStatusError: written.statusFailed,
  }).toEqual(expected);
});
