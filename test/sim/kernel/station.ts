import { Calendar, PHASE, type Micros, type Quantile, type Stream } from '../../../src/sim/kernel/index.ts';

const ARRIVAL = 0,
  DEPARTURE = 1;

/** What passes through a station, and how it is received. */
export interface StationPlan {
  servers: number;
  /** Most customers inside, those in service included; whoever arrives beyond is lost. Default: no limit. */
  room?: number;
  interarrival: Quantile;
  service: Quantile;
  arrivals: Stream;
  services: Stream;
}

/** What was seen between two instants. */
export interface Tally {
  elapsed: Micros;
  arrived: number;
  lost: number;
  begun: number;
  /** Sum of the times from arrival to the start of service, over customers whose service began. */
  waited: Micros;
  /** The same until the end of service. */
  stayed: Micros;
  /** The number of customers inside, integrated over time. */
  presence: number;
}

/** A first-come-first-served queueing station on the kernel: two kinds of data events and a ring of arrival instants. */
export class Station {
  readonly calendar = new Calendar();
  #tally = blank();
  #plan: StationPlan;
  #room: number;
  #inside = 0;
  #busy = 0;
  #changedAt: Micros = 0;
  #queue = new Float64Array(1_024);
  #head = 0;
  #queued = 0;

  constructor(plan: StationPlan) {
    this.#plan = plan;
    this.#room = plan.room ?? Infinity;
    this.#awaitArrival();
  }

  /** Plays until an instant and returns what was seen since the last call. */
  run(until: Micros): Tally {
    const from = this.calendar.now;
    this.calendar.run(until, (kind) => (kind === ARRIVAL ? this.#arrive() : this.#depart()));
    this.#change(0);
    const tally = this.#tally;
    this.#tally = blank();
    tally.elapsed = until - from;
    return tally;
  }

  #awaitArrival(): void {
    const gap = Math.round(this.#plan.interarrival(this.#plan.arrivals()));
    this.calendar.schedule(this.calendar.now + gap, PHASE.traffic, ARRIVAL, 0);
  }

  #arrive(): void {
    this.#awaitArrival();
    this.#tally.arrived++;
    if (this.#inside >= this.#room) {
      this.#tally.lost++;
      return;
    }
    this.#change(1);
    if (this.#busy < this.#plan.servers) {
      this.#busy++;
      this.#begin(this.calendar.now);
    } else this.#enqueue(this.calendar.now);
  }

  #depart(): void {
    this.#change(-1);
    if (this.#queued === 0) {
      this.#busy--;
      return;
    }
    const arrivedAt = this.#queue[this.#head]!;
    this.#head = (this.#head + 1) & (this.#queue.length - 1);
    this.#queued--;
    this.#begin(arrivedAt);
  }

  #begin(arrivedAt: Micros): void {
    const now = this.calendar.now,
      service = Math.round(this.#plan.service(this.#plan.services()));
    this.calendar.schedule(now + service, PHASE.traffic, DEPARTURE, 0);
    this.#tally.begun++;
    this.#tally.waited += now - arrivedAt;
    this.#tally.stayed += now - arrivedAt + service;
  }

  #change(by: number): void {
    this.#tally.presence += this.#inside * (this.calendar.now - this.#changedAt);
    this.#changedAt = this.calendar.now;
    this.#inside += by;
  }

  #enqueue(arrivedAt: Micros): void {
    const capacity = this.#queue.length;
    if (this.#queued === capacity) {
      const wider = new Float64Array(2 * capacity);
      for (let i = 0; i < capacity; i++) wider[i] = this.#queue[(this.#head + i) & (capacity - 1)]!;
      this.#queue = wider;
      this.#head = 0;
    }
    this.#queue[(this.#head + this.#queued++) & (this.#queue.length - 1)] = arrivedAt;
  }
}

function blank(): Tally {
  return { elapsed: 0, arrived: 0, lost: 0, begun: 0, waited: 0, stayed: 0, presence: 0 };
}
