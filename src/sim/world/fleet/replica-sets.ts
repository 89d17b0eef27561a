import type { Calendar, Micros } from '../../kernel/index.ts';
import { Fingerprint } from '../../kernel/index.ts';
import type { FactId, Why } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Kubelet } from './kubelet.ts';
import { Nodes } from './nodes.ts';
import type { Fleet } from './params.ts';
import { NEVER, newReplica, type Replica } from './replica.ts';
import { victimsOf } from './victims.ts';

/** By revision alone, or by revision and the environment in which a strategy keeps the set apart. */
export type SetName = string | { revision: string; environment?: string };

interface ReplicaSet {
  /** `v2`, or `v2-baseline` in an environment; replicas are named after it. */
  name: string;
  revision: number;
  environment: string | null;
  createdOrder: number;
  spec: number;
  /** Replicas ever created; numbers the next one. */
  created: number;
  /** Missing for want of quota when last looked at. */
  blocked: number;
}

/** How a replica set looks from outside: its counts. Terminating replicas are in `terminating` and in no other. */
export interface ReplicaSetCounts {
  revision: string;
  environment: string | null;
  createdOrder: number;
  spec: number;
  replicas: number;
  ready: number;
  available: number;
  terminating: number;
}

/** Initial replicas are an hour old, so that back-offs and deletion order treat them as settled. */
const SEED_AGE: Micros = 3_600_000_000;

/** The replica set controller and the scheduler: keeps as many replicas as each set wants, within quota and nodes. */
export class ReplicaSets {
  /** Every replica ever created; index = `Replica.index`. */
  readonly replicas: Replica[] = [];
  /** Those that still exist. */
  readonly #existing: Replica[] = [];
  readonly #sets: ReplicaSet[] = [];
  readonly #nodes: Nodes;
  readonly #pending: Replica[] = [];
  readonly #toSync = new Set<ReplicaSet>();
  #syncing = false;

  constructor(
    private readonly fleet: Fleet,
    private readonly revisions: readonly string[],
    private readonly seed: number,
    private readonly calendar: Calendar,
    private readonly recorder: Recorder,
    private readonly kubelet: () => Kubelet,
    private readonly changed: (cause: FactId) => void,
  ) {
    this.#nodes = new Nodes(fleet.nodes, fleet.perNode);
  }

  /** Puts the revision in service before the run: full size, warm, known to routers. */
  start(name: SetName, replicas: number): void {
    const set = this.#setOf(name),
      revision = this.revisions[set.revision]!;
    const says = `${replicas} × ${revision} in service before the run.`;
    set.spec = replicas;
    const cause = this.recorder.record(
      'replicaset.scaled',
      {
        ...this.#placeOf(set),
        from: 0,
        to: replicas,
        reason: says,
        why: {
          rule: 'start',
          says,
          arithmetic: `${replicas}`,
          inputs: [],
          alternatives: [],
          source: 'The scenario: fleet.replicas.',
        },
      },
      null,
    );
    this.recorder.because(cause, () => {
      for (let i = 0; i < replicas; i++) {
        const replica = this.#newReplica(set, this.calendar.now - SEED_AGE);
        if (!this.#nodes.bind(replica)) throw new Error('the nodes cannot hold the fleet in service');
        this.kubelet().seed(replica, SEED_AGE);
      }
    });
  }

  /** Sets the wanted size of a revision's set, creating the set if there is none. */
  scale(name: SetName, replicas: number, why: Why): void {
    const set = this.#setOf(name),
      from = set.spec;
    if (from === replicas && set.created > 0) return;
    set.spec = replicas;
    const cause = this.recorder.record('replicaset.scaled', { ...this.#placeOf(set), from, to: replicas, reason: why.says, why });
    this.recorder.because(cause, () => this.#sync(set));
    this.changed(cause);
  }

  /** All sets ever created, oldest first. */
  observe(): ReplicaSetCounts[] {
    const counts = this.#sets.map((set) => ({
      revision: this.revisions[set.revision]!,
      environment: set.environment,
      createdOrder: set.createdOrder,
      spec: set.spec,
      replicas: 0,
      ready: 0,
      available: 0,
      terminating: 0,
    }));
    for (const replica of this.#existing) {
      const count = counts[replica.set]!;
      if (replica.deletedAt !== NEVER) {
        count.terminating++;
        continue;
      }
      count.replicas++;
      if (replica.ready) count.ready++;
      if (replica.available) count.available++;
    }
    return counts;
  }

  /** A replica no longer exists: whoever waited for its room may have it. */
  released(replica: Replica): void {
    this.#nodes.release(replica);
    this.#existing.splice(this.#existing.indexOf(replica), 1);
    const waiting = this.#pending.indexOf(replica);
    if (waiting >= 0) this.#pending.splice(waiting, 1);
    this.#placeWaiting();
    for (const set of this.#sets) this.recorder.because(replica.fact, () => this.#sync(set));
  }

  loseNode(node: number): void {
    this.#nodes.lose(node);
  }

  restoreNode(node: number): void {
    this.#nodes.restore(node);
    this.#placeWaiting();
  }

  /** Deletes one replica from outside its set (an eviction); the set replaces it at once. */
  evict(replica: Replica, cause: FactId): void {
    this.recorder.because(cause, () => {
      this.kubelet().terminate(replica, cause);
      this.#sync(this.#sets[replica.set]!);
    });
  }

  #setOf(wanted: SetName): ReplicaSet {
    const { revision, environment } = typeof wanted === 'string' ? { revision: wanted } : wanted;
    const name = environment === undefined ? revision : `${revision}-${environment}`;
    let set = this.#sets.find((candidate) => candidate.name === name);
    if (!set) {
      set = {
        name, revision: this.revisions.indexOf(revision), environment: environment ?? null,
        createdOrder: this.#sets.length, spec: 0, created: 0, blocked: 0,
      };
      this.#sets.push(set);
    }
    return set;
  }

  /** How facts name a set. */
  #placeOf({ revision, environment }: ReplicaSet): { revision: string; environment?: string } {
    return { revision: this.revisions[revision]!, ...(environment === null ? {} : { environment }) };
  }

  /** Brings a set to its size. Removing a replica may free room for others at once; they are looked at when this set is done. */
  #sync(set: ReplicaSet): void {
    this.#toSync.add(set);
    if (this.#syncing) return;
    this.#syncing = true;
    for (const next of this.#toSync) {
      this.#toSync.delete(next);
      this.#bringToSize(next);
    }
    this.#syncing = false;
  }

  #bringToSize(set: ReplicaSet): void {
    const living = this.#existing.filter((replica) => replica.set === set.createdOrder && replica.deletedAt === NEVER);
    const missing = set.spec - living.length;
    if (missing < 0)
      for (const victim of victimsOf(living, -missing, this.#existing, this.calendar.now))
        this.kubelet().terminate(victim, this.recorder.ambient);
    else for (let i = 0; i < missing; i++) if (!this.#create(set)) return this.#block(set, missing - i);
    this.#block(set, 0);
  }

  #create(set: ReplicaSet): boolean {
    if (this.fleet.quota !== null && this.#existing.length >= this.fleet.quota) return false;
    const replica = this.#newReplica(set, this.calendar.now);
    this.kubelet().create(replica, this.recorder.ambient);
    this.#pending.push(replica);
    this.#placeWaiting();
    return true;
  }

  #newReplica(set: ReplicaSet, createdAt: Micros): Replica {
    const ordinal = ++set.created,
      id = `${set.name}-${ordinal}`;
    const uid = new Fingerprint().word(this.seed).text(`uid/${id}`).hex();
    const pool = set.environment ?? this.revisions[set.revision]!;
    const replica = newReplica({ index: this.replicas.length, id, revision: set.revision, set: set.createdOrder, pool, ordinal, uid }, createdAt);
    this.replicas.push(replica);
    this.#existing.push(replica);
    return replica;
  }

  #placeWaiting(): void {
    while (this.#pending.length > 0 && this.#nodes.bind(this.#pending[0]!)) this.kubelet().bind(this.#pending.shift()!);
  }

  #block(set: ReplicaSet, missing: number): void {
    if (missing === set.blocked) return;
    set.blocked = missing;
    if (missing === 0) return;
    this.recorder.record('replicaset.blocked', {
      ...this.#placeOf(set),
      missing,
      reason: `quota: ${this.#existing.length} of ${this.fleet.quota} replicas exist, terminating ones included`,
    });
  }
}
