import { Fingerprint, type Micros } from '../../kernel/index.ts';
import type { Replica } from '../fleet/replica.ts';
import type { Traffic } from './params.ts';

/** What is remembered of each user: cohort, cookie, open connection. Who a user is depends on the seed and the number alone. */
export class Users {
  readonly #cohorts: (string | null)[] | null;
  #arms: Float64Array | null = null;
  #pools: (string | undefined)[] = [];
  #keptUntil: Float64Array;
  readonly #connections: (Replica | undefined)[];
  readonly #usedAt: Float64Array;

  constructor(private readonly traffic: Traffic, private readonly seed: number) {
    const { users, cohorts, keepAlive } = traffic;
    this.#cohorts = cohorts.length === 0 ? null : Array.from({ length: users }, (_, user) => cohortAt(cohorts, this.#draw('cohort', user)));
    this.#keptUntil = new Float64Array(users);
    this.#connections = keepAlive === null ? [] : new Array<Replica | undefined>(users);
    this.#usedAt = new Float64Array(keepAlive === null ? 0 : users);
  }

  /** The group that the user belongs to; null = none. */
  cohort(user: number): string | null {
    return this.#cohorts?.[user] ?? null;
  }

  /** When, as a share of a spreading change, this user follows it: 0…1. */
  turn(user: number): number {
    return this.#draw('turn', user);
  }

  /** Where the user falls when users are split by chance, 0…1: always the same. */
  arm(user: number): number {
    this.#arms ??= Float64Array.from({ length: this.traffic.users }, (_, one) => this.#draw('arm', one));
    return this.#arms[user]!;
  }

  /** Gives the user a cookie for a pool. */
  keep(user: number, pool: string, until: Micros): void {
    this.#pools[user] = pool;
    this.#keptUntil[user] = until;
  }

  keptBy(user: number, pool: string, now: Micros): boolean {
    return this.#pools[user] === pool && now < this.#keptUntil[user]!;
  }

  /** The replica at the other end of the user's open connection, which no router can re-balance; null = none. */
  connection(user: number, now: Micros): Replica | null {
    const { keepAlive } = this.traffic;
    if (keepAlive === null) return null;
    const replica = this.#connections[user];
    return replica && replica.listening && now - this.#usedAt[user]! <= keepAlive ? replica : null;
  }

  #draw(purpose: string, user: number): number {
    const [word] = new Fingerprint().word(this.seed).text(purpose).word(user).words();
    return (word >>> 0) / 2 ** 32;
  }

  connect(user: number, replica: Replica, now: Micros): void {
    if (this.traffic.keepAlive === null) return;
    this.#connections[user] = replica;
    this.#usedAt[user] = now;
  }
}

function cohortAt(cohorts: Traffic['cohorts'], draw: number): string | null {
  let left = draw;
  for (const [name, share] of cohorts) {
    if (left < share) return name;
    left -= share;
  }
  return null;
}
