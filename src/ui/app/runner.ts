import { estimateRequests, run, type Scenario, type Trace } from '../../sim/index.ts';
import type { FromPlayer } from '../player/play-protocol.ts';
import { startPlayer } from './workers.ts';

/** Runs up to this many requests are played on the main thread: they take less time than one needs to notice. */
export const SMALL_RUN = 60_000;
/** A run that takes longer than this on the wall is ended. */
export const DEADLINE_MS = 30_000;

export interface RunHost {
  onTrace(trace: Trace): void;
  onProgress(share: number): void;
  onFailure(message: string): void;
}

/** Plays one scenario at a time; a new one takes the place of the one under way. */
export class Runner {
  #worker: Worker | null = null;
  #busy = false;
  #deadline = 0;

  start(scenario: Scenario, seed: number, host: RunHost): void {
    this.cancel();
    if (estimateRequests(scenario) <= SMALL_RUN) this.#here(scenario, seed, host);
    else this.#elsewhere(scenario, seed, host);
  }

  /** Ends the run under way, if any; its host hears nothing more. */
  cancel(): void {
    if (!this.#busy) return;
    clearTimeout(this.#deadline);
    this.#busy = false;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #here(scenario: Scenario, seed: number, host: RunHost): void {
    let trace: Trace;
    try {
      trace = run(scenario, { seed });
    } catch (error) {
      host.onFailure(messageOf(error));
      return;
    }
    host.onTrace(trace);
  }

  #elsewhere(scenario: Scenario, seed: number, host: RunHost): void {
    const worker = (this.#worker ??= startPlayer());
    this.#busy = true;
    const settle = (): void => {
      clearTimeout(this.#deadline);
      this.#busy = false;
    };
    this.#deadline = window.setTimeout(() => {
      this.cancel();
      host.onFailure(`This run was stopped after ${DEADLINE_MS / 1000} seconds. Ask for fewer requests a second or a shorter horizon.`);
    }, DEADLINE_MS);
    worker.onmessage = ({ data }: MessageEvent<FromPlayer>) => {
      if (data.type === 'progress') host.onProgress(data.share);
      else {
        settle();
        if (data.type === 'trace') host.onTrace(data.trace);
        else host.onFailure(data.message);
      }
    };
    worker.onerror = (event) => {
      this.cancel();
      host.onFailure(event.message || 'The background run could not start.');
    };
    host.onProgress(0);
    worker.postMessage({ scenario, seed });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
