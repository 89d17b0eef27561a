import {
  build,
  ScenarioError,
  STRATEGIES,
  strategyArms,
  summarise,
  type Arm,
  type Comparison,
  type Row,
  type Source,
} from '../../sim/index.ts';
import { jobsOf } from './jobs.ts';
import { Played } from './played.ts';
import { Pool } from './pool.ts';

/** What everyone compares, beside what the world itself does. */
const USUAL = ['recreate', 'rolling', 'blue-green', 'canary'];
/** Between two summaries on the wall: often enough to watch it refine, seldom enough to leave the page alone. */
const SUMMARY_MS = 300;
export const REPLICATIONS = [20, 40, 100, 200, 500] as const;

export type Status = 'idle' | 'running' | 'stopped' | 'done';

/** One world, some strategies, so many runs of each; what has been played stays, whatever else is chosen. */
export class Experiment {
  #world = $state.raw<Source>({});
  #title = $state('');
  #own = $state('');
  #root = $state(1);
  #chosen = $state.raw<readonly string[]>([]);
  #replications = $state<number>(40);
  #reference = $state('');
  #status = $state<Status>('idle');
  #played = $state(0);
  #comparison = $state.raw<Comparison | null>(null);
  #failures = $state.raw<Readonly<Record<string, string>>>({});
  #trouble = $state('');
  #hidden = false;
  readonly #rows = new Played();
  #summaryDue: ReturnType<typeof setTimeout> | undefined;
  #summarisedAt = -SUMMARY_MS;
  readonly #pool: Pool;

  readonly arms: readonly Arm[] = $derived(strategyArms(this.#world, this.#chosen));
  /** Why an arm has no numbers, by its id: its scenario contradicts itself, or its runs failed. */
  readonly problems: Readonly<Record<string, string>> = $derived({ ...problemsOf(this.arms), ...this.#failures });

  /** @param workers at most, one or more */
  constructor(startWorker: () => Worker, workers: number) {
    this.#pool = new Pool(startWorker, workers, {
      onRows: ({ arm }, rows) => {
        this.#rows.add(arm, rows);
        this.#summariseSoon();
      },
      onFailure: (arm, message) => {
        this.#failures = { ...this.#failures, [arm]: message };
        this.#summariseSoon();
      },
      onTrouble: (message) => {
        this.#trouble = message;
        this.#status = 'stopped';
      },
      onDone: () => {
        if (this.#status === 'running') this.#status = 'done';
        this.#summariseNow();
      },
    });
  }

  get title(): string { return this.#title; }
  get world(): Source { return this.#world; }
  get root(): number { return this.#root; }
  /** Id of the world's own strategy. */
  get own(): string { return this.#own; }
  get chosen(): readonly string[] { return this.#chosen; }
  get replications(): number { return this.#replications; }
  get reference(): string { return this.#reference; }
  get status(): Status { return this.#status; }
  get trouble(): string { return this.#trouble; }
  get comparison(): Comparison | null { return this.#comparison; }
  /** Runs that are there, of those that are wanted. */
  get played(): number { return this.#played; }
  get wanted(): number { return this.#playable.length * this.#replications; }

  /** Takes up a world and begins; a world that is already on the table, or one of its rows, changes nothing. */
  take(source: Source, title: string, root: number): void {
    if (this.#status !== 'idle' && (isAlike(source, this.#world) || this.arms.some((arm) => isAlike(arm.source, source)))) return;
    this.#pool.cancel();
    this.#rows.clear();
    this.#failures = {};
    this.#comparison = null;
    this.#world = source;
    this.#title = title;
    this.#root = root;
    this.#own = build(source).strategy.kind;
    this.#chosen = inOrder([...(this.#chosen.length > 0 ? this.#chosen : USUAL), this.#own]);
    this.#reference = this.#own;
    this.go();
  }

  choose(id: string, isChosen: boolean): void {
    const chosen = inOrder(isChosen ? [...this.#chosen, id] : this.#chosen.filter((other) => other !== id));
    if (chosen.length === 0) return;
    this.#chosen = chosen;
    if (!chosen.includes(this.#reference)) this.#reference = chosen.includes(this.#own) ? this.#own : chosen[0]!;
    this.#changed();
  }

  setReplications(count: number): void {
    this.#replications = count;
    this.#changed();
  }

  setReference(id: string): void {
    this.#reference = id;
    this.#summariseNow();
  }

  /** Plays what is missing. */
  go(): void {
    this.#trouble = '';
    this.#status = 'running';
    this.#pool.pause(this.#hidden);
    this.#pool.play(jobsOf(this.#playable, this.#root, this.#replications, (arm, at) => this.#rows.has(arm, at)));
    this.#summariseSoon();
  }

  /** Ends what is under way; what has been played stays. */
  stop(): void {
    this.#pool.cancel();
    if (this.#status === 'running') this.#status = 'stopped';
    this.#summariseNow();
  }

  /** Nothing new begins while nobody can see it. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    if (this.#status === 'running') this.#pool.pause(hidden);
  }

  /** The rows that are on the table, for a file: by arm, then replication. */
  runs(): Row[] {
    return this.#rows.of(this.#playable, this.#replications);
  }

  get #playable(): readonly Arm[] { return this.arms.filter(({ id }) => this.problems[id] === undefined); }

  #changed(): void {
    if (this.#status === 'stopped') this.#summariseNow();
    else if (this.#status !== 'idle') this.go();
  }

  #summariseSoon(): void {
    if (this.#summaryDue !== undefined) return;
    this.#summaryDue = setTimeout(() => this.#summariseNow(), Math.max(0, this.#summarisedAt + SUMMARY_MS - performance.now()));
  }

  #summariseNow(): void {
    clearTimeout(this.#summaryDue);
    this.#summaryDue = undefined;
    const arms = this.#playable,
      rows = this.runs(),
      reference = arms.some(({ id }) => id === this.#reference) ? this.#reference : arms[0]?.id;
    this.#played = rows.length;
    this.#comparison = reference === undefined || rows.length === 0 ? null : summarise(arms, rows, { reference });
    this.#summarisedAt = performance.now();
  }
}

const inOrder = (ids: readonly string[]): string[] => STRATEGIES.map(({ id }) => id).filter((id) => ids.includes(id));

const isAlike = (one: Source, other: Source): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

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
