import { PHASE, quantileOf, type Calendar, type Micros, type Quantile, type Random } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Replica } from '../fleet/replica.ts';
import type { Traffic } from './params.ts';
import { Pool } from './pool.ts';
import { Routes } from './routes.ts';
import { Users } from './users.ts';

/**
 * Everything between users and replicas (kube-proxy, ingress, mesh, load balancer) as one router. It hears of every change later
 * than it happens, and goes on sending to whom it knows.
 */
export class Router {
  readonly routes: Routes;
  readonly #users: Users;
  /** To whom requests are sent, in the order in which the router learnt of them. */
  readonly #known: Pool;
  /** The same by pool, for strategies that divide requests among pools. */
  readonly #pools = new Map<string, Pool>();
  #weighing = false;
  #weights = '';
  readonly #lag: Quantile;

  constructor(
    private readonly traffic: Traffic,
    private readonly revisions: readonly string[],
    private readonly calendar: Calendar,
    private readonly random: Random,
    private readonly recorder: Recorder,
    private readonly host: { forgotten(replica: Replica): void; rerouted(cause: FactId): void },
  ) {
    this.#lag = quantileOf(traffic.endpointLag);
    this.#users = new Users(traffic, random.seed);
    this.#known = new Pool(traffic.balance, revisions.length);
    this.routes = new Routes(traffic, this.#users, calendar, random.stream('routeLag'), recorder, (cause) => {
      this.#weigh();
      host.rerouted(cause);
    });
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
   * @returns null when the router knows nobody where the request is to go
   */
  choose(user: number, luck: number): Replica | null {
    const now = this.calendar.now;
    const open = this.#users.connection(user, now);
    const replica = open ?? this.#pick(this.routes.choose(user, luck), luck);
    if (replica) this.#users.connect(user, replica, now);
    return replica;
  }

  /** The replica that gets a copy of a request, or null when none is to be sent. */
  chooseMirror(luck: number): Replica | null {
    const { mirror } = this.routes.effective;
    return mirror && luck < mirror.share ? this.#pick(mirror.pool, luck / mirror.share) : null;
  }

  #pick(pool: string | null, luck: number): Replica | null {
    if (pool === null) return this.#known.pick(luck);
    // Which pool and which replica in it are two choices: the second goes by the lower digits of the same luck.
    const digits = luck * 65_536;
    return this.#pools.get(pool)?.pick(digits - Math.floor(digits)) ?? null;
  }

  #poolOf(replica: Replica): Pool {
    let pool = this.#pools.get(replica.pool);
    if (!pool) this.#pools.set(replica.pool, (pool = new Pool(this.traffic.balance, this.revisions.length)));
    return pool;
  }

  #change(replica: Replica, serving: boolean, cause: FactId): void {
    if (replica.known === serving) return;
    replica.known = serving;
    const revision = this.revisions[replica.revision]!;
    for (const pool of [this.#known, this.#poolOf(replica)])
      if (serving) pool.add(replica);
      else pool.remove(replica);
    this.recorder.record(serving ? 'replica.known' : 'replica.forgotten', { replica: replica.id, revision }, cause);
    if (!serving) this.host.forgotten(replica);
    this.#weigh();
  }

  /** Records the shares once per instant, after all changes of that instant. */
  #weigh(): void {
    if (this.#weighing) return;
    this.#weighing = true;
    this.calendar.call(this.calendar.now, PHASE.sample, () => {
      this.#weighing = false;
      const shares = this.revisions.map(() => 0);
      const { weights } = this.routes.effective,
        { pools, rest } = this.routes.ruled;
      for (const pool in pools) this.#pools.get(pool)?.addShares(shares, pools[pool]!);
      if (weights === null) this.#known.addShares(shares, rest);
      else for (const pool in weights) this.#pools.get(pool)?.addShares(shares, rest * weights[pool]!);
      const named: Record<string, number> = {};
      shares.forEach((share, revision) => {
        if (share > 0) named[this.revisions[revision]!] = share;
      });
      const text = JSON.stringify(named);
      if (text === this.#weights) return;
      this.#weights = text;
      this.recorder.record('weight.changed', { weights: named }, null);
    });
  }
}
