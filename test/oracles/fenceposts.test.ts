import { expect } from 'vitest';
import {
  maxUnavailable,
  minAvailable,
  resolveFenceposts,
  type IntOrPercent,
} from '../../src/sim/strategies/kubernetes/fenceposts.ts';
import { newReplicas, newReplicasRecreate } from '../../src/sim/strategies/rolling/sizes.ts';
import { oracle } from './oracle.ts';

type Bounded = {
  strategy: 'RollingUpdate' | 'Recreate';
  deploymentReplicas?: number;
  maxSurge?: IntOrPercent;
  maxUnavailable?: IntOrPercent;
};
const posts = (given: Bounded) =>
  resolveFenceposts(given.maxSurge ?? null, given.maxUnavailable ?? null, given.deploymentReplicas ?? 0);

oracle<
  { maxSurge: string | null; maxUnavailable: string | null; desiredReplicas: number },
  { surgePods: number; unavailablePods: number; error: boolean }
>('k8s_ResolveFenceposts', (given, expected) => {
  const { surge, unavailable, error } = resolveFenceposts(given.maxSurge, given.maxUnavailable, given.desiredReplicas);
  expect({ surgePods: surge, unavailablePods: unavailable, error: error !== null }).toEqual(expected);
});

oracle<Bounded, { maxUnavailablePods: number }>('k8s_MaxUnavailable', (given, expected) => {
  expect(maxUnavailable(given.strategy, given.deploymentReplicas ?? 0, posts(given))).toBe(expected.maxUnavailablePods);
});

oracle<Bounded, { minAvailablePods: number }>('k8s_MinAvailable', (given, expected) => {
  expect(minAvailable(given.strategy, given.deploymentReplicas ?? 0, posts(given))).toBe(expected.minAvailablePods);
});

oracle<
  { strategy: string; deploymentReplicas: number; newRsReplicas: number; allRsReplicasTotal: number; maxSurgePods: number },
  { newRsReplicas: number }
>('k8s_NewRSNewReplicas', (given, expected) => {
  const desired = given.deploymentReplicas;
  const size =
    given.strategy === 'Recreate'
      ? newReplicasRecreate(desired)
      : newReplicas(given.newRsReplicas, given.allRsReplicasTotal, { desired, most: desired + given.maxSurgePods });
  expect(size).toBe(expected.newRsReplicas);
});
