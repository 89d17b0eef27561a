import type { Plan, RunRecord } from '../../../lessons/index.ts';
import type { Asker } from './asker.ts';

/** Runs that are kept for who looks at them again: own and contrast of each round, and the one that broke a check. */
const KEPT = 8;

/** Runs of a lesson, played in its worker; the last few are remembered. */
export class Runs {
  #asker: Asker;
  #known = new Map<string, Promise<RunRecord>>();

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  /** Rejects with an Error whose message is a sentence; asked again, it tries again. */
  play(round: string, plan: Plan, seed: number): Promise<RunRecord> {
    const key = `${round} ${seed} ${JSON.stringify(plan)}`;
    const run = this.#known.get(key) ?? this.#asker.ask('play', { round, plan, seed });
    this.#known.delete(key);
    this.#known.set(key, run);
    run.catch(() => this.#known.delete(key));
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value!);
    return run;
  }
}
