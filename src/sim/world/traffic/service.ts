import { PHASE, meanOf, quantileOf, type Calendar, type Micros, type Quantile, type Stream } from '../../kernel/index.ts';
import { FAILURE_CAUSES, FIRST_CAUSE, IN_FLIGHT, SERVED, type FailureCause } from '../../trace/facts.ts';
import { copyOf } from '../../trace/trace.ts';
import type { Replica } from '../fleet/replica.ts';
import type { Fleet } from '../fleet/params.ts';
import type { Revision } from '../revision.ts';
import { EVENT } from '../events.ts';
import type { Columns } from './columns.ts';
import { luckOfAttempt } from './luck.ts';
import type { Traffic } from './params.ts';
import type { Router } from './router.ts';

const CODE = Object.fromEntries(FAILURE_CAUSES.map((cause, i) => [cause, FIRST_CAUSE + i])) as Record<FailureCause, number>;

interface RevisionSpeed {
  service: Quantile;
  mean: Micros;
  errorRate: number;
  coldStart: Revision['coldStart'];
  leak: Revision['leak'];
}

/** The life of every request: arrival, routing, slot or queue, service, answer or failure, and the client's patience. */
export class Service {
  /** Ends of requests, for the pager: finished and failed since the last reading. */
  ended = 0;
  failed = 0;
  readonly #speeds: RevisionSpeed[];
  /** How many must wait, by revision, for a probe to be answered too late, or not at all; 0 = it is enough that all slots are taken. */
  readonly #crowd: number[];

  constructor(
    private readonly traffic: Traffic,
    private readonly fleet: Fleet,
    revisions: readonly Revision[],
    private readonly columns: Columns,
    private readonly calendar: Calendar,
    private readonly router: Router,
    private readonly replicas: readonly Replica[],
    private readonly nextArrival: () => Micros,
    private readonly users: Stream,
    private readonly luck: Stream,
    private readonly horizon: Micros,
    /** Told when a replica's slots and queue have become empty, and when it may be too busy to answer a probe. */
    private readonly host: { idle(replica: Replica): void; overloaded(replica: Replica): void },
  ) {
    this.#speeds = revisions.map(({ latency, errorRate, coldStart, leak }) => ({
      service: quantileOf(latency),
      mean: meanOf(latency),
      errorRate,
      coldStart,
      leak,
    }));
    const patience = Math.min(...[fleet.startup, fleet.readiness, fleet.liveness].map((probe) => probe?.timeout ?? Infinity));
    this.#crowd = this.#speeds.map(({ mean, coldStart, leak }) => {
      const slowest = mean * Math.max(1, coldStart?.factor ?? 1) * Math.max(1, leak?.slowdown ?? 1);
      return Math.min(fleet.queue, Math.floor((patience * fleet.concurrency) / slowest));
    });
  }

  /** Puts the first arrival on the calendar. */
  open(): void {
    this.#planArrival();
  }

  arrive(): void {
    const { columns, calendar } = this;
    const user = Math.floor(this.users() * this.traffic.users);
    const route = this.luck(),
      service = this.luck();
    // Whether it writes goes by the lower digits of its luck: it must not depend on whether anybody mirrors.
    const digits = service * 4_096;
    const request = columns.addRequest(calendar.now, user, digits - Math.floor(digits) < this.traffic.writes);
    columns.luck.route[request] = route;
    columns.luck.service[request] = service;
    columns.luck.bug[request] = this.luck();
    this.send(request);
    this.#mirror(request);
    this.#planArrival();
  }

  /** Sends one attempt of a request. */
  send(request: number): void {
    const { columns } = this,
      now = this.calendar.now;
    const luck = luckOfAttempt(columns.luck.route[request]!, columns.attemptsOf(request));
    const replica = this.router.choose(columns.requests.user[request]!, luck);
    const row = columns.addAttempt(now, request, replica ? replica.index : -1, replica ? replica.revision : -1);
    if (replica) this.#offer(row, replica);
    else this.#fail(row, 'noEndpoint', null);
  }

  /** Sends a copy of a request where the route asks for one. */
  #mirror(request: number): void {
    const replica = this.router.chooseMirror(this.columns.luck.route[request]!);
    if (replica) this.#offer(this.columns.addCopy(this.calendar.now, request, replica.index, replica.revision), replica);
  }

  /** An attempt reaches its replica: a slot, a place in the queue, or neither. */
  #offer(row: number, replica: Replica): void {
    const { calendar } = this;
    const now = calendar.now;
    replica.outstanding++;
    if (!replica.reachable) {
      // Packets into a lost node vanish: nobody answers, and only the client's patience ends it.
      calendar.schedule(now + this.traffic.timeout, PHASE.traffic, EVENT.timeout, row);
    } else if (!replica.listening) this.#fail(row, 'refused', replica);
    else if (replica.slots.length < this.fleet.concurrency) this.#start(row, replica);
    else if (replica.waiting.length < this.fleet.queue) {
      replica.waiting.push(row);
      if (replica.waiting.length >= this.#crowd[replica.revision]!) this.host.overloaded(replica);
      calendar.schedule(now + this.traffic.timeout, PHASE.traffic, EVENT.timeout, row);
    } else {
      this.#fail(row, 'queueFull', replica);
    }
  }

  complete(row: number): void {
    const { attempts, luck } = this.columns;
    const replica = this.replicas[attempts.replica[row]!]!;
    const slot = replica.slots.indexOf(row);
    // The slot was lost with its process or its node before the work was done.
    if (slot < 0) return;
    replica.slots[slot] = replica.slots[replica.slots.length - 1]!;
    replica.slots.pop();
    if (attempts.outcome[row] === IN_FLIGHT) {
      const bug = this.#luckOf(luck.bug, row) < this.#speeds[replica.revision]!.errorRate;
      if (bug) this.#fail(row, 'bug', replica);
      else this.#end(row, SERVED, replica);
    }
    this.#takeNext(replica);
    if (replica.slots.length === 0 && replica.waiting.length === 0) this.host.idle(replica);
  }

  timeOut(row: number): void {
    const { attempts } = this.columns;
    if (attempts.outcome[row] !== IN_FLIGHT) return;
    const replica = this.replicas[attempts.replica[row]!]!;
    const place = replica.waiting.indexOf(row);
    if (place >= 0) replica.waiting.splice(place, 1);
    // A request already in a slot keeps it: the server does not know that nobody waits any more.
    this.#fail(row, 'timeout', replica);
    if (place >= 0 && replica.slots.length === 0 && replica.waiting.length === 0) this.host.idle(replica);
  }

  /**
   * How long a probe sent now would wait for its answer. A health check is cheap, but it needs a slot: when all are busy it waits
   * for those before it, and when the queue is full as well it is turned away (Infinity).
   */
  answerDelay(replica: Replica): Micros {
    const { concurrency, queue } = this.fleet,
      ahead = replica.waiting.length;
    if (replica.slots.length < concurrency) return 0;
    if (ahead >= queue) return Infinity;
    const speed = this.#speeds[replica.revision]!;
    return ((ahead + 1) * speed.mean * slowness(speed, replica, this.calendar.now)) / concurrency;
  }

  /** The process died: every request in it ends, all connections reset. */
  reset(replica: Replica): void {
    for (const row of evict(replica)) if (this.columns.attempts.outcome[row] === IN_FLIGHT) this.#fail(row, 'reset', replica);
  }

  /** The node vanished: what is in its replicas is never answered, and ends when each client loses patience. */
  strand(replica: Replica): void {
    const { attempts } = this.columns;
    for (const row of evict(replica))
      if (attempts.outcome[row] === IN_FLIGHT)
        this.calendar.schedule(attempts.sentAt[row]! + this.traffic.timeout, PHASE.traffic, EVENT.timeout, row);
  }

  #planArrival(): void {
    const at = this.nextArrival();
    if (at < this.horizon) this.calendar.schedule(at, PHASE.traffic, EVENT.arrival, 0);
  }

  #start(row: number, replica: Replica): void {
    const { columns, calendar } = this;
    const now = calendar.now;
    const speed = this.#speeds[replica.revision]!;
    const work = speed.service(this.#luckOf(columns.luck.service, row)) * slowness(speed, replica, now);
    const done = now + Math.max(1, Math.round(work));
    const deadline = columns.attempts.sentAt[row]! + this.traffic.timeout;
    columns.attempts.startedAt[row] = now;
    replica.slots.push(row);
    if (this.#crowd[replica.revision] === 0 && replica.slots.length === this.fleet.concurrency) this.host.overloaded(replica);
    calendar.schedule(done, PHASE.traffic, EVENT.completion, row);
    // Most answers come in time; a time-out is planned only for those that will not. One that waited has its own already.
    if (done > deadline && now === columns.attempts.sentAt[row]) calendar.schedule(deadline, PHASE.traffic, EVENT.timeout, row);
  }

  #takeNext(replica: Replica): void {
    if (replica.waiting.length > 0 && replica.slots.length < this.fleet.concurrency)
      this.#start(replica.waiting.shift()!, replica);
  }

  #fail(row: number, cause: FailureCause, replica: Replica | null): void {
    const { columns, traffic, calendar } = this;
    const { retries } = traffic;
    const request = columns.attempts.request[row]!;
    columns.attempts.outcome[row] = CODE[cause];
    columns.attempts.endedAt[row] = calendar.now;
    if (replica) replica.outstanding--;
    if (request < 0) return;
    const retriesMade = columns.attemptsOf(request) - 1;
    if (retriesMade < retries.attempts)
      calendar.schedule(calendar.now + Math.round(retries.backoff * (1 << retriesMade)), PHASE.traffic, EVENT.retry, request);
    else this.#conclude(request, CODE[cause]);
  }

  #end(row: number, outcome: number, replica: Replica): void {
    const { attempts } = this.columns;
    attempts.outcome[row] = outcome;
    attempts.endedAt[row] = this.calendar.now;
    replica.outstanding--;
    const request = attempts.request[row]!;
    if (request >= 0) this.#conclude(request, outcome);
  }

  #conclude(request: number, outcome: number): void {
    const { requests } = this.columns;
    requests.outcome[request] = outcome;
    requests.endedAt[request] = this.calendar.now;
    this.ended++;
    if (outcome !== SERVED) this.failed++;
  }

  /** The luck of the attempt in this row, which is the last of its request: nobody tries again while one is in flight. A copy has its original's. */
  #luckOf(luck: Float64Array, row: number): number {
    const request = this.columns.attempts.request[row]!;
    if (request < 0) return luck[copyOf(request)]!;
    return luckOfAttempt(luck[request]!, this.columns.attemptsOf(request) - 1);
  }
}

/** Empties a replica's slots and queue. */
function evict(replica: Replica): number[] {
  const rows = [...replica.slots, ...replica.waiting];
  replica.slots.length = 0;
  replica.waiting.length = 0;
  return rows;
}

/** How many times slower than warm and healthy a replica is now: caches still cold, memory running out. */
function slowness(speed: RevisionSpeed, replica: Replica, now: Micros): number {
  let factor = 1;
  const age = now - replica.startedAt,
    awake = now - replica.listensSince;
  const { coldStart, leak } = speed;
  if (coldStart && awake < coldStart.for) factor *= 1 + (coldStart.factor - 1) * (1 - awake / coldStart.for);
  if (leak && replica.leakAfter > 0) factor *= 1 + (leak.slowdown - 1) * Math.min(1, age / replica.leakAfter);
  return factor;
}
