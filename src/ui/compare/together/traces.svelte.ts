import type { Arm, Scenario, Trace } from '../../../sim/index.ts';
import { Teller, type Playing } from './teller.ts';

/** One strategy's place in the picture. */
export interface Shown<Kept = Trace> {
  id: string;
  label: string;
  /** The run to show; null before the first. */
  trace: Kept | null;
  /** The trace is of what was chosen before: the new run is still being played. */
  isStale: boolean;
  /** How far the new run is, 0…1. */
  share: number;
  /** Why there is no run; empty when there is none to give. */
  problem: string;
}

/** The same run of several strategies, each as soon as it has been played; until then the one before stays. */
export class Traces<A extends Arm = Arm, Kept = Trace> {
  #shown = $state.raw<readonly Shown<Kept>[]>([]);
  /** What each place shows or waits for. */
  #keys: Readonly<Record<string, string>> = {};
  readonly #scenarioOf: (arm: A) => Scenario;
  readonly #teller: Teller<Kept>;

  /**
   * @param workers at most, one or more
   * @param scenarioOf what is played of an arm; what it throws is told as the reason for having no run
   */
  constructor(startWorker: () => Worker, workers: number, scenarioOf: (arm: A) => Scenario) {
    this.#scenarioOf = scenarioOf;
    this.#teller = new Teller<Kept>(startWorker, workers, {
      onProgress: (key, share) => this.#change(key, { share }),
      onTrace: (key, trace) => this.#change(key, { trace, isStale: false, problem: '' }),
      onFailure: (key, problem) => this.#change(key, { problem, isStale: false, trace: null }),
    });
  }

  get shown(): readonly Shown<Kept>[] { return this.#shown; }
  /** Whether every place has its run, or a reason for having none. */
  get isWhole(): boolean { return this.#shown.length > 0 && this.#shown.every(({ trace, isStale, problem }) => problem !== '' || (trace !== null && !isStale)); }

  /**
   * Shows one run of each arm.
   * @param problems why an arm cannot be played, by its id
   */
  show(arms: readonly A[], problems: Readonly<Record<string, string>>, seed: number): void {
    const wanted: Playing[] = [], keys: Record<string, string> = {};
    this.#shown = arms.map((arm): Shown<Kept> => {
      const { id, label, source } = arm;
      const key = `${id} ${seed} ${JSON.stringify(source)}`, before = this.#shown.find((each) => each.id === id);
      const problem = problems[id] ?? '';
      keys[id] = key;
      if (problem !== '') return { id, label, trace: null, isStale: false, share: 0, problem };
      const isThere = this.#keys[id] === key && before !== undefined && before.trace !== null && !before.isStale;
      if (isThere) return { ...before, label };
      try {
        wanted.push({ key, scenario: this.#scenarioOf(arm), seed });
      } catch (error) {
        return { id, label, trace: null, isStale: false, share: 0, problem: error instanceof Error ? error.message : String(error) };
      }
      return { id, label, trace: before?.trace ?? null, isStale: true, share: 0, problem: '' };
    });
    this.#keys = keys;
    this.#teller.play(wanted);
  }

  end(): void {
    this.#teller.end();
  }

  #change(key: string, change: Partial<Shown<Kept>>): void {
    this.#shown = this.#shown.map((each) => (this.#keys[each.id] === key ? { ...each, ...change } : each));
  }
}
