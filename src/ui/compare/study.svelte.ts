import { build, COMPARED, HAPPENINGS, METRICS, mixOf, STRATEGIES, strategyArms, USUAL_MIX, type Arm, type Choices, type Happening, type Mix, type Plan, type Row, type Source } from '../../sim/index.ts';
import { Asked as SituationAsked } from './guide/asked.svelte.ts';
import { Runs } from './runs.svelte.ts';
import { Asked as WhatIfAsked } from './sweep/question.svelte.ts';

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
  #look = $state('');
  #metrics = $state.raw<readonly string[]>(COMPARED);
  #mix = $state.raw<Mix>(USUAL_MIX);
  #given = $state.raw<readonly Arm[] | null>(null);
  /** The world that the page came with last: not every return to the comparison is a new world. */
  #offered = '';
  readonly runs: Runs;

  /** What is on the table, in the order of its rows: strategies, or what a file compares instead. */
  readonly arms: readonly Arm[] = $derived(this.#given ?? strategyArms(this.#world, this.#chosen));

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
  /** Id of the view on show; empty before one is chosen. */
  get look(): string { return this.#look; }
  /** Ids of the columns, the usual ones first. */
  get metrics(): readonly string[] { return this.#metrics; }
  /** What may come over a release, and how likely it is. */
  get mix(): Mix { return this.#mix; }
  /** Whether the rows come from a file, and are no strategies of one world: no link can hold them. */
  get isGiven(): boolean { return this.#given !== null; }

  /** What is asked in “What if”, and of the guide. */
  readonly whatIf = new WhatIfAsked();
  readonly situation = new SituationAsked();

  /** What a link has to carry to have this again. What is as usual is left out. */
  readonly choices: Choices = $derived({
    look: this.#look === '' ? 'table' : this.#look,
    strategies: [...this.#chosen],
    replications: this.#replications,
    reference: this.#reference,
    ...(isAlike(this.#metrics, COMPARED) ? {} : { metrics: [...this.#metrics] }),
    ...(isAlike(this.#mix, USUAL_MIX) ? {} : { mix: troublesOf(this.#mix) }),
    ...(this.whatIf.told === null ? {} : { whatIf: this.whatIf.told }),
    ...(this.situation.told === null ? {} : { situation: this.situation.told }),
  });

  /** Takes up a world; one that is already on the table, or among what is played for it, changes nothing. */
  take(source: Source, title: string, root: number): void {
    const offered = `${root} ${JSON.stringify(source)}`,
      isKnown = offered === this.#offered;
    this.#offered = offered;
    if (isKnown || (this.#title !== '' && (isAlike(source, this.#world) || [...this.arms, ...this.runs.arms].some((arm) => isAlike(arm.source, source))))) return;
    this.#takeUp(source, title, root);
    this.#chosen = inOrder([...(this.#chosen.length > 0 ? this.#chosen : USUAL), this.#own]);
    this.#reference = this.#own;
  }

  /** Shows what a link holds, whatever was there before; runs of the same world are not played again. */
  open(source: Source, title: string, root: number, choices: Choices): void {
    this.#offered = `${root} ${JSON.stringify(source)}`;
    if (this.isGiven || title !== this.#title || root !== this.#root || !isAlike(source, this.#world)) this.#takeUp(source, title, root);
    this.#look = choices.look;
    this.#chosen = inOrder(choices.strategies);
    this.#replications = choices.replications;
    this.#reference = choices.reference;
    this.#metrics = choices.metrics ?? COMPARED;
    this.#mix = choices.mix === undefined ? USUAL_MIX : mixOf(choices.mix);
    this.whatIf.take(choices.whatIf);
    this.situation.open(choices.situation);
  }

  /**
   * Shows runs that were played elsewhere. Where they are of strategies of one world, it is as if they had been played here; other rows are shown
   * as they are. What is missing of them is played.
   */
  openRuns({ title, root, replications, arms }: Plan, rows: readonly Row[]): void {
    const ids = arms.map(({ id }) => id),
      world = worldOf(arms);
    this.#takeUp(world ?? arms[0]!.source, title, root);
    this.#look = 'table';
    this.#given = world === null ? arms : null;
    this.#chosen = world === null ? [this.#own] : inOrder(ids);
    this.#replications = replications;
    this.#reference = ids.includes(this.#own) ? this.#own : ids[0]!;
    this.runs.keep(arms, root, rows);
  }

  /** Leaves rows of a file for the usual strategies, in the world of the first of them. */
  letGo(): void {
    this.#given = null;
    this.#chosen = inOrder([...USUAL, this.#own]);
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
  setLook(id: string): void { this.#look = id; }

  /** Adds a column, or takes it away; the last one stays. */
  chooseMetric(id: string, isChosen: boolean): void {
    const metrics = COLUMNS.filter((other) => (other === id ? isChosen : this.#metrics.includes(other)));
    if (metrics.length > 0) this.#metrics = metrics;
  }
  setUsualMetrics(): void { this.#metrics = COMPARED; }

  /** How likely a trouble is; what is left is good. Gives back whether that adds up: if not, nothing changes. */
  setShare(id: Exclude<Happening, 'good'>, share: number): boolean {
    try {
      this.#mix = mixOf({ ...troublesOf(this.#mix), [id]: share });
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
  setUsualMix(): void { this.#mix = USUAL_MIX; }

  #takeUp(source: Source, title: string, root: number): void {
    this.runs.clear();
    this.#given = null;
    this.#world = source;
    this.#title = title;
    this.#root = root;
    this.#own = build(source).strategy.kind;
  }
}

/** The world whose strategies these are; null when they are anything else. */
function worldOf(arms: readonly Arm[]): Source | null {
  const ids = arms.map(({ id }) => id);
  if (inOrder(ids).length < arms.length) return null;
  const isOf = (source: Source): boolean => strategyArms(source, ids).every((arm, place) => isAlike(arm.source, arms[place]!.source));
  return arms.find(({ source }) => isOf(source))?.source ?? null;
}

/** All columns there can be: the usual ones first. */
const COLUMNS = [...new Set([...COMPARED, ...METRICS.map(({ id }) => id)])];

const troublesOf = (mix: Mix): Record<Exclude<Happening, 'good'>, number> =>
  Object.fromEntries(HAPPENINGS.filter((id) => id !== 'good').map((id) => [id, mix[id]])) as Record<Exclude<Happening, 'good'>, number>;

const inOrder = (ids: readonly string[]): string[] => STRATEGIES.map(({ id }) => id).filter((id) => ids.includes(id));

const isAlike = (one: object, other: object): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
