import { untrack } from 'svelte';
import { build, rowsByArm, ScenarioError, type Arm, type Row } from '../../sim/index.ts';
import { jobsOf } from './jobs.ts';
import { keyOf, Played } from './played.ts';
import { Pool } from './pool.ts';

/**
 * Between two looks at the rows on the wall: often enough to watch a picture refine, seldom enough to leave the cores to those who play. The
 * longer it has taken, the less a moment more can change.
 */
const LOOK_MS = { least: 300, most: 1_500, share: 0.1 };

export type Status = 'idle' | 'running' | 'stopped' | 'done';

/** What is to be played: so many replications of each arm. */
export interface Ask {
  arms: readonly Arm[];
  /** Seed of the whole experiment. */
  root: number;
  replications: number;
}

const NOTHING: Ask = { arms: [], root: 1, replications: 0 };

/**
 * All runs of the page: it plays what is asked for and not there yet, and keeps what has been played, whoever asked. One view asks at a time;
 * whatever it reads here is renewed as runs arrive.
 */
export class Runs {
  #ask = $state.raw<Ask>(NOTHING);
  #status = $state<Status>('idle');
  #failures = $state.raw<Readonly<Record<string, string>>>({});
  #trouble = $state('');
  /** Goes up whenever there is something new to see. */
  #look = $state(0);
  #hidden = false;
  #kept = new Played();
  #lookDue: ReturnType<typeof setTimeout> | undefined;
  #lookedAt = -LOOK_MS.most;
  #begunAt = 0;
  readonly #pool: Pool;

  /** Why an arm has no runs, by its id: its scenario contradicts itself, or its runs failed. */
  readonly problems: Readonly<Record<string, string>> = $derived({ ...problemsOf(this.#ask.arms), ...this.#failed() });
  /** Runs that are there, of those that are asked for. */
  readonly played: number = $derived(this.rowsOf(this.#ask.arms).length);
  readonly wanted: number = $derived(this.#playable().length * this.#ask.replications);

  /** @param workers at most, one or more */
  constructor(startWorker: () => Worker, workers: number) {
    this.#pool = new Pool(startWorker, workers, {
      onRows: ({ key }, rows) => {
        // The first number comes at once, all others in their turn.
        const isFirst = this.played === 0;
        this.#kept.add(key, rows);
        if (isFirst) this.#lookNow();
        else this.#lookSoon();
      },
      onFailure: (key, message) => {
        this.#failures = { ...this.#failures, [key]: message };
        this.#lookSoon();
      },
      onTrouble: (message) => {
        this.#trouble = message;
        this.#status = 'stopped';
      },
      onDone: () => {
        if (this.#status === 'running') this.#status = 'done';
        this.#lookNow();
      },
    });
  }

  get status(): Status { return this.#status; }
  /** What went wrong with all of it, in a sentence; empty when nothing did. */
  get trouble(): string { return this.#trouble; }
  get replications(): number { return this.#ask.replications; }
  /** What is played for whoever asked last. */
  get arms(): readonly Arm[] { return this.#ask.arms; }

  /** Plays this from now on, and nothing else; what is already there is not played again. */
  ask(ask: Ask): void {
    // Whoever asks in an effect does so because of what is asked, and not of what it comes to.
    untrack(() => {
      this.#ask = ask;
      this.go();
    });
  }

  /** Plays what is missing. */
  go(): void {
    const { root, replications } = this.#ask;
    this.#trouble = '';
    this.#status = 'running';
    this.#begunAt = performance.now();
    this.#pool.pause(this.#hidden);
    this.#pool.play(jobsOf(this.#playable(), root, replications, (key, at) => this.#kept.has(key, at)));
    this.#lookSoon();
  }

  /** Ends what is under way; what has been played stays. */
  stop(): void {
    this.#pool.cancel();
    if (this.#status === 'running') this.#status = 'stopped';
    this.#lookNow();
  }

  /** Nothing new begins while nobody can see it. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    if (this.#status === 'running') this.#pool.pause(hidden);
  }

  /** Ends everything and forgets all runs. */
  clear(): void {
    this.#pool.cancel();
    this.#kept = new Played();
    this.#failures = {};
    this.#ask = NOTHING;
    this.#status = 'idle';
    this.#lookNow();
  }

  /** Takes over runs that were played elsewhere; each row says its arm's place among these. */
  keep(arms: readonly Arm[], root: number, rows: readonly Row[]): void {
    for (const [place, own] of rowsByArm(rows)) this.#kept.add(keyOf(arms[place]!, root), own);
    this.#lookNow();
  }

  /** The runs that are there of some arms, under the seed and up to the replications asked for; each row says its arm's place among these. */
  rowsOf(arms: readonly Arm[]): Row[] {
    void this.#look;
    const { root, replications } = this.#ask;
    return arms.flatMap((arm, place) => this.#kept.of(keyOf(arm, root), place, replications));
  }

  #playable(): Arm[] {
    return this.#ask.arms.filter(({ id }) => this.problems[id] === undefined);
  }

  #failed(): Record<string, string> {
    const { arms, root } = this.#ask;
    return Object.fromEntries(
      arms.flatMap((arm) => {
        const message = this.#failures[keyOf(arm, root)];
        return message === undefined ? [] : [[arm.id, message]];
      }),
    );
  }

  #lookSoon(): void {
    if (this.#lookDue !== undefined) return;
    const now = performance.now(),
      pause = Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, LOOK_MS.share * (now - this.#begunAt)));
    this.#lookDue = setTimeout(() => this.#lookNow(), Math.max(0, this.#lookedAt + pause - now));
  }

  #lookNow(): void {
    clearTimeout(this.#lookDue);
    this.#lookDue = undefined;
    this.#look++;
    this.#lookedAt = performance.now();
  }
}

function problemsOf(arms: readonly Arm[]): Record<string, string> {
  return Object.fromEntries(
    arms.flatMap(({ id, source }) => {
      try {
        build(source);
        return [];
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        const [{ path, message, cure }] = error.issues as [ScenarioError['issues'][number]];
        return [[id, `${path} ${message}. ${cure}`.trim()]];
      }
    }),
  );
}
