import type { Row } from '../../sim/index.ts';
import { answerOf, type Job } from './protocol.ts';

/** A job that takes longer than this on the wall is given up, and with it all others of its arm. */
export const DEADLINE_MS = 30_000;

export interface PoolHost {
  onRows(job: Job, rows: Row[]): void;
  /** The arm with this key cannot be played; nothing more of it is tried. */
  onFailure(key: string, message: string): void;
  /** No worker works; nothing more is tried at all. */
  onTrouble(message: string): void;
  /** Everything has been played, or given up. */
  onDone(): void;
}

interface Seat {
  worker: Worker;
  job: Job | null;
  deadline: ReturnType<typeof setTimeout> | undefined;
}

/** Hands jobs to workers, one at a time each. */
export class Pool {
  #seats: Seat[] = [];
  #queue: Job[] = [];
  #paused = false;

  readonly #start: () => Worker;
  readonly #size: number;
  readonly #host: PoolHost;

  /** @param size workers at most; they start when there is something to do */
  constructor(start: () => Worker, size: number, host: PoolHost) {
    this.#start = start;
    this.#size = size;
    this.#host = host;
  }

  /** Plays these instead of whatever was still to be played; what is under way goes on. */
  play(jobs: readonly Job[]): void {
    const busy = this.#seats.flatMap(({ job }) => job ?? []);
    this.#queue = jobs.filter((job) => !busy.some((other) => isSame(job, other)));
    this.#next();
  }

  /** While paused, what is under way comes to its end and nothing new begins. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused && this.#queue.length > 0) this.#next();
  }

  /** Ends all that is under way at once; nothing more is heard of it. Workers that only wait go on waiting. */
  cancel(): void {
    this.#queue = [];
    for (const seat of this.#seats) if (seat.job !== null) this.#dismiss(seat);
  }

  #next(): void {
    while (!this.#paused && this.#queue.length > 0) {
      const seat = this.#seats.find(({ job }) => job === null) ?? this.#engage();
      if (seat === null) return;
      this.#give(seat, this.#queue.shift()!);
    }
    if (this.#queue.length === 0 && this.#seats.every(({ job }) => job === null)) this.#host.onDone();
  }

  #engage(): Seat | null {
    if (this.#seats.length >= this.#size) return null;
    const seat: Seat = { worker: this.#start(), job: null, deadline: undefined };
    seat.worker.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(seat, data);
    seat.worker.onerror = (event) => {
      event.preventDefault();
      this.#dismiss(seat);
      this.cancel();
      this.#host.onTrouble(event.message || 'The background runs could not start.');
    };
    this.#seats.push(seat);
    return seat;
  }

  #give(seat: Seat, job: Job): void {
    seat.job = job;
    seat.deadline = setTimeout(() => {
      this.#dismiss(seat);
      this.#giveUp(job.key, `Its runs were stopped after ${DEADLINE_MS / 1000} seconds. Ask for fewer requests a second or a shorter horizon.`);
    }, DEADLINE_MS);
    seat.worker.postMessage(job);
  }

  #hear(seat: Seat, data: unknown): void {
    const { job } = seat;
    if (job === null) return;
    clearTimeout(seat.deadline);
    seat.job = null;
    const answer = answerOf(data, job);
    if (answer === null) return this.#giveUp(job.key, 'A background run answered something that is no run.');
    if (answer.type === 'failure') return this.#giveUp(job.key, answer.message);
    this.#host.onRows(job, answer.rows);
    this.#next();
  }

  #giveUp(key: string, message: string): void {
    this.#queue = this.#queue.filter((job) => job.key !== key);
    this.#host.onFailure(key, message);
    this.#next();
  }

  #dismiss(seat: Seat): void {
    this.#seats = this.#seats.filter((other) => other !== seat);
    clearTimeout(seat.deadline);
    seat.worker.onmessage = seat.worker.onerror = null;
    seat.worker.terminate();
  }
}

const isSame = (one: Job, other: Job): boolean =>
  one.key === other.key && one.from === other.from && one.to === other.to;
