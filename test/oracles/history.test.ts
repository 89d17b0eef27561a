import { expect } from 'vitest';
import { setsToForget } from '../../src/sim/strategies/kubernetes/history.ts';
import { oracle } from './oracle.ts';

const UNLIMITED = 2_147_483_647;

type Counted = {
  oldReplicaSets: { specReplicas: number; statusReplicas: number; beingDeleted?: boolean }[];
  revisionHistoryLimit: number;
};
oracle<Counted, { deletedReplicaSets: number }>('k8s_cleanupDeployment_count', (given, expected) => {
  const sets = given.oldReplicaSets.map((set, number) => ({
    number,
    spec: set.specReplicas,
    replicas: set.statusReplicas,
    beingDeleted: set.beingDeleted ?? false,
  }));
  const limit = given.revisionHistoryLimit === UNLIMITED ? Infinity : given.revisionHistoryLimit;
  expect(setsToForget(sets, limit)).toHaveLength(expected.deletedReplicaSets);
});

type Ordered = {
  oldReplicaSetsOldestFirst: { id: number; replicas: number; revision: number | null }[];
  revisionHistoryLimit: number;
};
oracle<Ordered, { deletedIds: number[] }>('k8s_cleanupDeployment_order', (given, expected) => {
  const sets = given.oldReplicaSetsOldestFirst.map(({ id, replicas, revision }) => ({
    id,
    number: revision ?? 0,
    spec: replicas,
    replicas,
  }));
  expect(setsToForget(sets, given.revisionHistoryLimit).map(({ id }) => id)).toEqual(expected.deletedIds);
});
