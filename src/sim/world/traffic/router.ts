import { PHASE, quantileOf, type Calendar, type Micros, type Quantile, type Random } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Replica } from '../fleet/replica.ts';
import type { Traffic } from './params.ts';

/**
 * Everything between users and replicas (kube-proxy, ingress, load balancer) as one router. It hears of every change later
 * than it happens, and goes on sending to whom it knows.
 */
export class Router {
  /** To whom requests are sent, in the order in which the router learnt of them. */
  readonly known: Replica[] = [];
  /** The same by pool, for strategies that divide requests among pools. */
  readonly #pools = new Map<string, Replica[]>();
  #turn = 0;
  #weighing = false;
  #weights = '';
  /** How many replicas of each revision are known. */
  readonly #counts: number[];
  readonly #lag: Quantile;

  constructor(
    private readonly traffic: Traffic,
    private readonly revisions: readonly string[],
    private readonly calendar: Calendar,
    private readonly random: Random,
    private readonly recorder: Recorder,
    private readonly forgotten: (replica: Replica) => void,
  ) {
    this.#lag = quantileOf(traffic.endpointLag);
    this.#counts = revisions.map(() => 0);
  }

  /** A replica is known from the start: the service ran before the run began. */
  seed(replica: Replica, cause: FactId): void {
    replica.told = true;
    this.#change(replica, true, cause);
  }

  /** The endpoint of a replica comes or goes now; the router will act on it later, and never out of order. */
  tell(replica: Replica, serving: boolean, cause: FactId): void {
    if (replica.told === serving) return;
    replica.told = serving;
    const change = replica.changes++;
    const lag = this.#lag(this.random.stream(`endpointLag/${replica.id}/${change}`)());
    const effective: Micros = Math.max(replica.routedUntil, this.calendar.now + Math.round(lag));
    replica.routedUntil = effective;
    this.calendar.call(effective, PHASE.lifecycle, () => this.#change(replica, serving, cause));
  }

  /**
   * Picks the replica for one attempt.
   * @param luck the request's own number in (0, 1)
   * @returns null when the router knows nobody
   */
  choose(luck: number): Replica | null {
    const { known } = this,
      count = known.length;
    if (count === 0) return null;
    switch (this.traffic.balance) {
      case 'roundRobin':
        return known[this.#turn++ % count]!;
      case 'random':
        return known[Math.floor(luck * count)]!;
      case 'leastOutstanding': {
        // Equals take turns: else an idle fleet would send everything to its first replica.
        const first = this.#turn++ % count;
        let best = known[first]!;
        for (let i = 1; i < count; i++) {
          const other = known[(first + i) % count]!;
          if (other.outstanding < best.outstanding) best = other;
        }
        return best;
      }
      case 'twoChoices': {
        // One uniform number holds two independent choices: the whole part of its scaling, and what is left over.
        const scaled = luck * count,
          first = Math.floor(scaled),
          second = Math.floor((scaled - first) * count);
        const a = known[first]!,
          b = known[second]!;
        return b.outstanding < a.outstanding ? b : a;
      }
    }
  }

  #change(replica: Replica, serving: boolean, cause: FactId): void {
    if (replica.known === serving) return;
    replica.known = serving;
    this.#counts[replica.revision]! += serving ? 1 : -1;
    const revision = this.revisions[replica.revision]!;
    if (serving) {
      this.known.push(replica);
      this.recorder.record('replica.known', { replica: replica.id, revision }, cause);
    } else {
      this.known.splice(this.known.indexOf(replica), 1);
      this.recorder.record('replica.forgotten', { replica: replica.id, revision }, cause);
      this.forgotten(replica);
    }
    this.#weigh();
  }

  /** Records the shares once per instant, after all changes of that instant. */
  #weigh(): void {
    if (this.#weighing) return;
    this.#weighing = true;
    this.calendar.call(this.calendar.now, PHASE.sample, () => {
      this.#weighing = false;
      const weights: Record<string, number> = {};
      this.#counts.forEach((count, revision) => {
        if (count > 0) weights[this.revisions[revision]!] = count / this.known.length;
      });
      const text = JSON.stringify(weights);
      if (text === this.#weights) return;
      this.#weights = text;
      this.recorder.record('weight.changed', { weights }, null);
    });
  }
}
