import type { Replica } from '../fleet/replica.ts';
import type { Traffic } from './params.ts';

/** Replicas among which a router balances. */
export class Pool {
  readonly #replicas: Replica[] = [];
  /** How many of them are of each revision. */
  readonly #counts: number[];
  #turn = 0;

  constructor(private readonly balance: Traffic['balance'], revisions: number) {
    this.#counts = new Array<number>(revisions).fill(0);
  }

  add(replica: Replica): void {
    this.#replicas.push(replica);
    this.#counts[replica.revision]!++;
  }

  remove(replica: Replica): void {
    this.#replicas.splice(this.#replicas.indexOf(replica), 1);
    this.#counts[replica.revision]!--;
  }

  /** Adds what each revision gets of a weight that is spread evenly over the pool; an empty pool gives nobody anything. */
  addShares(shares: number[], weight: number): void {
    if (this.#replicas.length === 0) return;
    this.#counts.forEach((count, revision) => {
      shares[revision]! += (weight * count) / this.#replicas.length;
    });
  }

  /** @returns null when the pool is empty */
  pick(luck: number): Replica | null {
    const replicas = this.#replicas,
      count = replicas.length;
    if (count === 0) return null;
    switch (this.balance) {
      case 'roundRobin':
        return replicas[this.#turn++ % count]!;
      case 'random':
        return replicas[Math.floor(luck * count)]!;
      case 'leastOutstanding': {
        // Equals take turns: else an idle fleet would send everything to its first replica.
        const first = this.#turn++ % count;
        let best = replicas[first]!;
        for (let i = 1; i < count; i++) {
          const other = replicas[(first + i) % count]!;
          if (other.outstanding < best.outstanding) best = other;
        }
        return best;
      }
      case 'twoChoices': {
        // One uniform number holds two independent choices: the whole part of its scaling, and what is left over.
        const scaled = luck * count,
          first = Math.floor(scaled),
          second = Math.floor((scaled - first) * count);
        const a = replicas[first]!,
          b = replicas[second]!;
        return b.outstanding < a.outstanding ? b : a;
      }
    }
  }
}
