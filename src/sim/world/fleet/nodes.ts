import type { Replica } from './replica.ts';

/** Machines that hold replicas: finite, and each can be lost. */
export class Nodes {
  readonly #held: number[];
  readonly #lost = new Set<number>();

  /** @param perNode most replicas a node can hold; null = no limit */
  constructor(
    count: number,
    private readonly perNode: number | null,
  ) {
    this.#held = new Array<number>(count).fill(0);
  }

  /**
   * Binds a replica to the emptiest node in service, the lowest number among equals.
   * @returns whether there was room
   */
  bind(replica: Replica): boolean {
    let best = -1;
    for (let node = 0; node < this.#held.length; node++) {
      if (this.#lost.has(node) || (this.perNode !== null && this.#held[node]! >= this.perNode)) continue;
      if (best < 0 || this.#held[node]! < this.#held[best]!) best = node;
    }
    if (best < 0) return false;
    this.#held[best]!++;
    replica.node = best;
    return true;
  }

  release(replica: Replica): void {
    if (replica.node >= 0) this.#held[replica.node]!--;
  }

  lose(node: number): void {
    this.#lost.add(node);
  }

  restore(node: number): void {
    this.#lost.delete(node);
  }
}
