import { expect } from 'vitest';
import { approximateCounts } from '../../src/sim/strategies/canary/approximate.ts';
import { atDesiredCounts, countsOf, replicasAvailableForWeight } from '../../src/sim/strategies/canary/at-desired.ts';
import { replicasForScaleDown } from '../../src/sim/strategies/canary/counts-basic.ts';
import { beforeStartingStep, currentSetWeight, currentStep } from '../../src/sim/strategies/canary/steps.ts';
import { replicasOrWeight, trafficWeightToReplicas, weightOnAbort } from '../../src/sim/strategies/canary/wanted.ts';
import { indexOf, sceneOf, setFrom, stepsOf, type GivenRollout, type GivenScene, type GivenSet } from './argo-rollout.ts';
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

oracle<{ rs: GivenSet | null; ignoreAvailability: boolean }, { replicas: number }>('argo_GetReplicasForScaleDown', (given, expected) => {
  expect(replicasForScaleDown(setFrom(given.rs, 'v1'), given.ignoreAvailability)).toBe(expected.replicas);
});

oracle<{ replicas: number; weight: number; maxWeight: number }, { replicas: number }>('argo_trafficWeightToReplicas', (given, expected) => {
  expect(trafficWeightToReplicas(given.replicas, given.weight, given.maxWeight)).toBe(expected.replicas);
});

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
