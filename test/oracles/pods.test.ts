import { expect } from 'vitest';
import { seconds } from '../../src/sim/kernel/index.ts';
import { isPodAvailable } from '../../src/sim/world/fleet/availability.ts';
import { deletionOrder, type Deletable } from '../../src/sim/world/fleet/deletion-order.ts';
import { oracle } from './oracle.ts';

const NOW = seconds(10_000_000);
const ago = (amount: number | null) => (amount === null ? null : NOW - seconds(amount));

oracle<{ ready: boolean; secondsSinceReady: number; minReadySeconds: number }, { available: boolean }>(
  'k8s_IsPodAvailable',
  (given, expected) => {
    const readySince = given.ready ? ago(given.secondsSinceReady) : null;
    expect(isPodAvailable(readySince, seconds(given.minReadySeconds), NOW)).toBe(expected.available);
  },
);

type Pod = {
  id: string;
  scheduledToNode: boolean;
  phase: Deletable['phase'];
  ready: boolean;
  restarts: number;
  readySecondsAgo: number | null;
  createdSecondsAgo: number | null;
  deletionCost: number | null;
  colocatedRank: number;
};
const replica = (pod: Pod): Deletable => ({
  uid: '',
  scheduled: pod.scheduledToNode,
  phase: pod.phase,
  ready: pod.ready,
  restarts: pod.restarts,
  readySince: ago(pod.readySecondsAgo),
  createdAt: ago(pod.createdSecondsAgo),
  cost: pod.deletionCost ?? 0,
  neighbours: pod.colocatedRank,
});
oracle<{ first: Pod; second: Pod; podDeletionCostEnabled: boolean }, { deletedFirst: string | null }>(
  'k8s_podDeletionOrder',
  (given, expected) => {
    const compare = deletionOrder(NOW, { useCost: given.podDeletionCostEnabled });
    const order = compare(replica(given.first), replica(given.second));
    // The order must read the same from both sides (adding avoids −0).
    expect(compare(replica(given.second), replica(given.first)) + order).toBe(0);
    expect(order === 0 ? null : order < 0 ? given.first.id : given.second.id).toBe(expected.deletedFirst);
  },
);
