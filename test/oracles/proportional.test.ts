import { expect } from 'vitest';
import { replicaSetFraction, scaleProportionally, type ScalableSet } from '../../src/sim/strategies/kubernetes/proportional.ts';
import { oracle } from './oracle.ts';

type Fraction = {
  deploymentReplicas: number;
  deploymentStatusReplicas: number;
  maxSurgePods: number;
  rsReplicas: number;
  rsMaxReplicasAnnotation: number | null;
};
oracle<Fraction, { replicaDelta: number }>('k8s_getReplicaSetFraction', (given, expected) => {
  const bounds = { desired: given.deploymentReplicas, surge: given.maxSurgePods, statusReplicas: given.deploymentStatusReplicas };
  expect(replicaSetFraction(given.rsReplicas, given.rsMaxReplicasAnnotation, bounds)).toBe(expected.replicaDelta);
});

type OracleSet = {
  replicas: number;
  desiredReplicasAnnotation: number;
  maxReplicasAnnotation: number;
  availableReplicas?: number;
};
type Scale = { deploymentReplicas: number; maxSurgePods: number; newRs: OracleSet | null; oldRsNewestFirst: OracleSet[] };
oracle<Scale, { newRsReplicas: number | null; oldRsReplicasNewestFirst: number[] }>(
  'k8s_scale_proportional',
  (given, expected) => {
    const view = (revision: string, createdOrder: number, set: OracleSet): ScalableSet => ({
      revision,
      createdOrder,
      spec: set.replicas,
      available: set.availableReplicas ?? 0,
      recordedDesired: set.desiredReplicasAnnotation,
      recordedMax: set.maxReplicasAnnotation,
    });
    const target = given.newRs === null ? null : view('new', 9, given.newRs);
    const old = given.oldRsNewestFirst.map((set, index) => view(`old ${index}`, -index, set));
    const statusReplicas = [...old, ...(target === null ? [] : [target])].reduce((sum, set) => sum + set.spec, 0);
    const shares = scaleProportionally(target, old, {
      desired: given.deploymentReplicas,
      surge: given.maxSurgePods,
      statusReplicas,
    });
    const sizeOf = (set: ScalableSet) => shares.find((share) => share.revision === set.revision)?.to ?? set.spec;
    expect({ newRsReplicas: target === null ? null : sizeOf(target), oldRsReplicasNewestFirst: old.map(sizeOf) }).toEqual(
      expected,
    );
  },
);
