import { PHASE, SECOND, type Calendar, type Micros } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import type { Kubelet } from './kubelet.ts';
import type { ReplicaSets } from './replica-sets.ts';
import { NEVER, type Replica } from './replica.ts';

/** How long a node may be silent before its replicas count as not ready (node-monitor-grace-period). */
const NODE_SILENCE: Micros = 40 * SECOND;
/** And how long after that they are evicted and replaced (the default toleration of an unreachable node). */
const NODE_TOLERATION: Micros = 300 * SECOND;

/** What becomes of replicas whose node stops answering, and of those that it still holds when it returns. */
export class NodeLoss {
  /** Losses of each node that have not ended: it returns when the last of them has. */
  readonly #losses = new Map<number, number>();
  /** Times each node has gone, so that the clock of an earlier loss does not run on in a later one. */
  readonly #times = new Map<number, number>();

  constructor(
    private readonly sets: ReplicaSets,
    private readonly kubelet: Kubelet,
    private readonly calendar: Calendar,
  ) {}

  lose(node: number, cause: FactId): void {
    const losses = (this.#losses.get(node) ?? 0) + 1;
    this.#losses.set(node, losses);
    if (losses > 1) return;
    const time = (this.#times.get(node) ?? 0) + 1;
    this.#times.set(node, time);
    this.sets.loseNode(node);
    const stranded = this.#on(node);
    for (const replica of stranded) this.kubelet.strand(replica);
    const stillLost = (): Replica[] =>
      this.#times.get(node) === time ? stranded.filter((replica) => !replica.reachable && replica.deletedAt === NEVER) : [];
    const { now } = this.calendar;
    this.calendar.call(now + NODE_SILENCE, PHASE.lifecycle, () => {
      for (const replica of stillLost()) this.kubelet.markLost(replica, 'its node does not answer', cause);
    });
    this.calendar.call(now + NODE_SILENCE + NODE_TOLERATION, PHASE.lifecycle, () => {
      for (const replica of stillLost()) this.sets.evict(replica, cause);
    });
  }

  restore(node: number, cause: FactId): void {
    const losses = this.#losses.get(node)! - 1;
    this.#losses.set(node, losses);
    if (losses > 0) return;
    // Those that waited for room and now get it here were never cut off.
    const held = this.#on(node);
    this.sets.restoreNode(node);
    for (const replica of held) this.kubelet.reconnect(replica, cause);
  }

  #on(node: number): Replica[] {
    return this.sets.replicas.filter((replica) => replica.node === node && replica.state !== 'gone');
  }
}
