import type { Micros } from '../../sim/index.ts';
import type { Told, Wanted } from '../engine/words.ts';

/** Has one instant after the other put into words elsewhere: while that takes, only the latest one waits. */
export class Teller {
  #told = $state.raw<Told | null>(null);
  #isAsking = false;
  #next: Micros | null = null;
  readonly #ask: (at: Micros) => void;
  /** Nothing to tell: then it is always told. */
  readonly #isQuiet: boolean;

  constructor({ sentences, tables }: Wanted, ask: (at: Micros) => void) {
    this.#isQuiet = !sentences && !tables;
    this.#ask = ask;
  }

  get told(): Told | null { return this.#told; }
  isTold(at: Micros): boolean { return this.#isQuiet || this.#told?.at === at; }

  tell(at: Micros): void {
    if (this.isTold(at)) return;
    if (this.#isAsking) this.#next = at;
    else {
      this.#isAsking = true;
      this.#ask(at);
    }
  }

  hear(told: Told): void {
    this.#isAsking = false;
    this.#told = told;
    const next = this.#next;
    this.#next = null;
    if (next !== null) this.tell(next);
  }
}
