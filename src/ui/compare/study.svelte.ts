import { build, STRATEGIES, strategyArms, type Arm, type Source } from '../../sim/index.ts';
import { Runs } from './runs.svelte.ts';

/** What everyone compares, beside what the world itself does. */
const USUAL = ['recreate', 'rolling', 'blue-green', 'canary'];
export const REPLICATIONS = [20, 40, 100, 200, 500] as const;

/** One world under several strategies: what all views of the comparison are about, whichever is on show. */
export class Study {
  #world = $state.raw<Source>({});
  #title = $state('');
  #own = $state('');
  #root = $state(1);
  #chosen = $state.raw<readonly string[]>([]);
  #replications = $state<number>(40);
  #reference = $state('');
  readonly runs: Runs;

  /** The strategies on the table, in the order of its rows. */
  readonly arms: readonly Arm[] = $derived(strategyArms(this.#world, this.#chosen));

  /** @param workers at most, one or more */
  constructor(startWorker: () => Worker, workers: number) {
    this.runs = new Runs(startWorker, workers);
  }

  get title(): string { return this.#title; }
  get world(): Source { return this.#world; }
  get root(): number { return this.#root; }
  /** Id of the world's own strategy. */
  get own(): string { return this.#own; }
  get chosen(): readonly string[] { return this.#chosen; }
  get replications(): number { return this.#replications; }
  get reference(): string { return this.#reference; }

  /** Takes up a world; one that is already on the table, or one of its rows, changes nothing. */
  take(source: Source, title: string, root: number): void {
    if (this.#title !== '' && (isAlike(source, this.#world) || this.arms.some((arm) => isAlike(arm.source, source)))) return;
    this.runs.clear();
    this.#world = source;
    this.#title = title;
    this.#root = root;
    this.#own = build(source).strategy.kind;
    this.#chosen = inOrder([...(this.#chosen.length > 0 ? this.#chosen : USUAL), this.#own]);
    this.#reference = this.#own;
  }

  choose(id: string, isChosen: boolean): void {
    const chosen = inOrder(isChosen ? [...this.#chosen, id] : this.#chosen.filter((other) => other !== id));
    if (chosen.length === 0) return;
    this.#chosen = chosen;
    if (!chosen.includes(this.#reference)) this.#reference = chosen.includes(this.#own) ? this.#own : chosen[0]!;
  }

  setReplications(count: number): void { this.#replications = count; }
  setReference(id: string): void { this.#reference = id; }
}

const inOrder = (ids: readonly string[]): string[] => STRATEGIES.map(({ id }) => id).filter((id) => ids.includes(id));

const isAlike = (one: Source, other: Source): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
