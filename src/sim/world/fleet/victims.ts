import type { Micros } from '../../kernel/index.ts';
import { deletionOrder, type Deletable } from './deletion-order.ts';
import { NEVER, type Replica } from './replica.ts';

/**
 * Chooses which replicas of a set go.
 * @param living those of the set that are not terminating
 * @param existing all replicas, from which neighbours on the same node are counted
 */
export function victimsOf(living: readonly Replica[], count: number, existing: readonly Replica[], now: Micros): Replica[] {
  const onNode = new Map<number, number>();
  for (const replica of existing) if (replica.deletedAt === NEVER) onNode.set(replica.node, (onNode.get(replica.node) ?? 0) + 1);
  const order = deletionOrder(now);
  const left = living.map((replica) => ({ replica, view: deletable(replica, onNode.get(replica.node) ?? 0) }));
  const victims: Replica[] = [];
  while (victims.length < count) {
    let first = 0;
    for (let i = 1; i < left.length; i++) {
      const a = left[i]!.view,
        b = left[first]!.view;
      // Equal in every respect that counts: the UID decides, as good as by chance.
      if ((order(a, b) || (a.uid < b.uid ? -1 : 1)) < 0) first = i;
    }
    victims.push(left.splice(first, 1)[0]!.replica);
  }
  return victims;
}

function deletable(replica: Replica, neighbours: number): Deletable {
  const scheduled = replica.node !== NEVER;
  return {
    uid: replica.uid,
    scheduled,
    cost: 0,
    neighbours,
    restarts: replica.restarts,
    createdAt: replica.createdAt,
    phase: replica.state === 'lost' ? 'Unknown' : replica.startedAt === NEVER ? 'Pending' : 'Running',
    ready: replica.ready,
    readySince: replica.ready ? replica.readyAt : null,
  };
}
