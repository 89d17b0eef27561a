import { expect } from 'vitest';
import { SECOND, seconds } from '../../src/sim/kernel/index.ts';
import { approximateCounts } from '../../src/sim/strategies/canary/approximate.ts';
import { atDesiredCounts, countsOf, replicasAvailableForWeight } from '../../src/sim/strategies/canary/at-desired.ts';
import { replicasForScaleDown } from '../../src/sim/strategies/canary/counts-basic.ts';
import { pauseCompleted } from '../../src/sim/strategies/canary/pause.ts';
import { isRollingBackDynamically, promoteReason } from '../../src/sim/strategies/canary/promote.ts';
import { beforeStartingStep, currentSetWeight, currentStep } from '../../src/sim/strategies/canary/steps.ts';
import { replicasOrWeight, trafficWeightToReplicas, weightOnAbort } from '../../src/sim/strategies/canary/wanted.ts';
import { canary, indexOf, sceneOf, setFrom, stepsOf, type GivenRollout, type GivenScene, type GivenSet } from './argo-rollout.ts';
import { stateOf } from './argo-state.ts';
import { oracle } from './oracle.ts';

type Sizes = { canaryReplicas: number; stableReplicas: number };
const named = ({ canary, stable }: { canary: number; stable: number }): Sizes => ({
  canaryReplicas: canary,
  stableReplicas: stable,
});

oracle<{ specReplicas: number; desiredWeight: number; maxWeight: number; maxSurgeReplicas: number }, Sizes>(
  'argo_approximateWeightedCanaryStableReplicaCounts',
  (given, expected) => {
    const counts = approximateCounts(given.specReplicas, given.desiredWeight, given.maxWeight, given.maxSurgeReplicas);
    expect(named(counts)).toEqual(expected);
  },
);

oracle<GivenScene, Sizes>('argo_CalculateReplicaCountsForBasicCanary', (given, expected) => {
  expect(named(countsOf(sceneOf(given)))).toEqual(expected);
});

oracle<GivenScene, Sizes>('argo_CalculateReplicaCountsForTrafficRoutedCanary', (given, expected) => {
  expect(named(countsOf(sceneOf(given)))).toEqual(expected);
});

oracle<GivenScene, { atDesired: boolean }>('argo_AtDesiredReplicaCountsForCanary', (given, { atDesired }) => {
  expect(atDesiredCounts(sceneOf(given))).toBe(atDesired);
});

oracle<GivenScene, { explicitReplicas: number | null; weight: number }>('argo_GetCanaryReplicasOrWeight', (given, expected) => {
  const { replicas, weight } = replicasOrWeight(sceneOf(given));
  expect({ explicitReplicas: replicas, weight }).toEqual(expected);
});

oracle<GivenScene, { weight: number }>('argo_GetDesiredCanaryWeight_onAbort', (given, { weight }) => {
  expect(weightOnAbort(sceneOf(given))).toBe(weight);
});

oracle<{ rs: GivenSet | null; ignoreAvailability: boolean }, { replicas: number }>(
  'argo_GetReplicasForScaleDown',
  (given, expected) => {
    expect(replicasForScaleDown(setFrom(given.rs, 'v1'), given.ignoreAvailability)).toBe(expected.replicas);
  },
);

oracle<{ replicas: number; weight: number; maxWeight: number }, { replicas: number }>(
  'argo_trafficWeightToReplicas',
  (given, expected) => {
    expect(trafficWeightToReplicas(given.replicas, given.weight, given.maxWeight)).toBe(expected.replicas);
  },
);

type Share = {
  specReplicas: number;
  rsAvailable: number;
  desiredWeight: number;
  maxTrafficWeight: number;
  replicaProgressThreshold: { type: string; value: number } | null;
};
oracle<Share, { available: boolean }>('argo_checkReplicasAvailableForWeight', (given, expected) => {
  const threshold = given.replicaProgressThreshold && { unit: 'percent' as const, value: given.replicaProgressThreshold.value };
  expect(
    replicasAvailableForWeight(given.rsAvailable, given.specReplicas, given.desiredWeight, given.maxTrafficWeight, threshold),
  ).toBe(expected.available);
});

const stepsIn = ({ canary }: GivenRollout) => stepsOf(canary!.steps);

oracle<{ rollout: GivenRollout }, { hasCurrentStep: boolean; stepIndex: number | null }>(
  'argo_GetCurrentCanaryStep',
  ({ rollout }, expected) => {
    const { step, index } = currentStep(stepsIn(rollout), indexOf(rollout));
    expect({ hasCurrentStep: step !== null, stepIndex: index }).toEqual(expected);
  },
);

oracle<{ rollout: GivenRollout }, { weight: number }>('argo_GetCurrentSetWeight', ({ rollout }, { weight }) => {
  expect(currentSetWeight(stepsIn(rollout), { stepIndex: indexOf(rollout), aborted: rollout.status.abort })).toBe(weight);
});

oracle<{ rollout: GivenRollout }, { beforeStartingStep: boolean }>('argo_BeforeStartingStep', ({ rollout }, expected) => {
  const start = rollout.canary!.backgroundAnalysisStartingStep ?? null;
  expect(beforeStartingStep(stepsIn(rollout), indexOf(rollout), start)).toBe(expected.beforeStartingStep);
});

oracle<{ pauseDurationSeconds: number; controllerPause: boolean; pausedSecondsAgo: number }, { completed: boolean }>(
  'argo_CompletedCanaryPauseStep',
  (given, { completed }) => {
    // Upstream reads its clock once more after the pause was noted; our clock moves on by its smallest step.
    const since = 100 * SECOND,
      now = since + seconds(given.pausedSecondsAgo) + 1;
    const status = { controllerPause: given.controllerPause, pause: { reason: 'step' as const, since } };
    expect(pauseCompleted(seconds(given.pauseDurationSeconds), status, now)).toBe(completed);
  },
);

type Promoted = {
  specReplicas: number;
  canarySpecReplicas: number;
  canaryAvailable: number;
  replicaProgressThreshold: { type: string; value: number } | null;
  stepsDone: number;
  stepCount: number;
};
oracle<Promoted, { promotes: boolean }>('argo_shouldFullPromote_canary', (given, { promotes }) => {
  const params = canary({
    steps: Array.from({ length: given.stepCount }, () => ({ kind: 'setWeight', params: 10 }) as const),
    replicaProgressThreshold: given.replicaProgressThreshold && { unit: 'percent', value: given.replicaProgressThreshold.value },
  });
  const v2 = { revision: 'v2', createdOrder: 2, spec: given.canarySpecReplicas, replicas: 0, available: given.canaryAvailable };
  const state = stateOf(params, { desired: given.specReplicas, stepIndex: given.stepsDone, sets: [v2] });
  expect(promoteReason(params, state) !== null).toBe(promotes);
});

type Dynamic = {
  currentHash: string;
  stableHash: string;
  usesTrafficRouting: boolean;
  dynamicStableScale: boolean;
  desiredRsAvailable: number;
  canaryTrafficPointsAtHash: string | null;
};
oracle<Dynamic, { rollingBack: boolean }>('argo_isDynamicallyRollingBackToStable', (given, { rollingBack }) => {
  const params = canary({
    trafficRouting: given.usesTrafficRouting ? { maxTrafficWeight: 100 } : null,
    dynamicStableScale: given.dynamicStableScale,
  });
  const target = given.currentHash,
    available = given.desiredRsAvailable;
  // The table does not say how many are wanted; more than the one that is available, or nothing would be left to wait for.
  const state = stateOf(params, {
    desired: 10,
    target,
    stable: given.stableHash,
    sets: [{ revision: target, createdOrder: 1, spec: 10, replicas: available, available }],
    weights: given.canaryTrafficPointsAtHash === null ? null : { canary: 50, canaryRevision: given.canaryTrafficPointsAtHash },
  });
  expect(isRollingBackDynamically(params, state)).toBe(rollingBack);
});
