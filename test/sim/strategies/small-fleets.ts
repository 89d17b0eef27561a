import type { FleetObservation, ReplicaSetView } from '../../../src/sim/strategies/index.ts';
import { unseen } from '../../../src/sim/strategies/strategy.ts';

const set = (revision: string, createdOrder: number, state: string): ReplicaSetView[] => {
  const living = state === 'serving' || state === 'starting' ? 1 : 0,
    available = state === 'serving' ? 1 : 0;
  return state === 'absent'
    ? []
    : [
        {
          revision,
          environment: null,
          createdOrder,
          spec: living,
          replicas: living,
          ready: available,
          available,
          terminating: state === 'stopping' ? 1 : 0,
        },
      ];
};

/** The states that one server of each of two revisions can be in, together. */
export const FLEET_KINDS = ['serving', 'starting', 'stopping', 'gone'].flatMap((v1) =>
  ['absent', 'serving', 'starting', 'stopping', 'gone'].map((v2) => `${v1}/${v2}`),
);

export function fleetOf(kind: string): FleetObservation {
  const [v1 = '', v2 = ''] = kind.split('/');
  return { ...unseen(1), sets: [...set('v1', 0, v1), ...set('v2', 1, v2)] };
}
