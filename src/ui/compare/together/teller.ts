import type { Scenario, Trace } from '../../../sim/index.ts';
import type { FromPlayer, ToPlayer } from '../../player/play-protocol.ts';

/** A run that takes longer than this on the wall is given up. */
export const DEADLINE_MS = 30_000;

/** One run to be played; runs with the same key are the same. */
export interface Playing { key: string; scenario: Scenario; seed: number }

export interface TellerHost<Kept = Trace> {
  onProgress(key: string, share: number): void;
  onTrace(key: string, trace: Kept): void;
  /** This run cannot be played; the others go on. */
  onFailure(key: string, message: string): void;
}

interface Seat { worker: Worker; run: Playing | null; deadline: ReturnType<typeof setTimeout> | undefined }

/** Has whole runs played by workers, one at a time each, and hands over what happened in them, or what the workers keep of that. */
export class Teller<Kept = Trace> {
  #seats: Seat[] = [];
  #queue: Playing[] = [];

  readonly #start: () => Worker;
  readonly #size: number;
  readonly #host: TellerHost<Kept>;

  /** @param size workers at most; they start when there is something to play */
  constructor(start: () => Worker, size: number, host: TellerHost<Kept>) {
    this.#start = start;
    this.#size = size;
    this.#host = host;
  }

  /** Plays these instead of whatever was still to be played; of what is under way goes on only what is among them. */
  play(runs: readonly Playing[]): void {
    for (const seat of this.#seats) if (seat.run !== null && !runs.some(({ key }) => key === seat.run!.key)) this.#dismiss(seat);
    this.#queue = runs.filter(({ key }) => this.#seats.every(({ run }) => run?.key !== key));
    this.#next();
  }

  /** Ends everything at once; nothing more is heard of it. */
  end(): void {
    this.#queue = [];
    for (const seat of [...this.#seats]) this.#dismiss(seat);
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const seat = this.#seats.find(({ run }) => run === null) ?? this.#engage();
      if (seat === null) return;
      const run = this.#queue.shift()!;
      seat.run = run;
      seat.deadline = setTimeout(() => {
        this.#fail(seat, `This run was stopped after ${DEADLINE_MS / 1000} seconds. Ask for fewer requests a second or a shorter horizon.`);
      }, DEADLINE_MS);
      seat.worker.postMessage({ scenario: run.scenario, seed: run.seed } satisfies ToPlayer);
    }
  }

  #engage(): Seat | null {
    if (this.#seats.length >= this.#size) return null;
    const seat: Seat = { worker: this.#start(), run: null, deadline: undefined };
    seat.worker.onmessage = ({ data }: MessageEvent<FromPlayer<Kept>>) => this.#hear(seat, data);
    seat.worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(seat, event.message || 'The background run could not start.');
    };
    this.#seats.push(seat);
    return seat;
  }

  #hear(seat: Seat, said: FromPlayer<Kept>): void {
    const { run } = seat;
    if (run === null) return;
    if (said.type === 'progress') return this.#host.onProgress(run.key, said.share);
    clearTimeout(seat.deadline);
    seat.run = null;
    if (said.type === 'trace') this.#host.onTrace(run.key, said.trace);
    else this.#host.onFailure(run.key, said.message);
    this.#next();
  }

  /** A worker that fell silent or broke does not come back; its run is lost, and another takes its seat. */
  #fail(seat: Seat, message: string): void {
    const { run } = seat;
    this.#dismiss(seat);
    if (run !== null) this.#host.onFailure(run.key, message);
    this.#next();
  }

  #dismiss(seat: Seat): void {
    clearTimeout(seat.deadline);
    seat.worker.onmessage = seat.worker.onerror = null;
    seat.worker.terminate();
    this.#seats = this.#seats.filter((other) => other !== seat);
  }
}
