import type { Micros } from '../kernel/index.ts';
import type { Fact, FactId, FactOf, FactType } from './facts.ts';

type Told<T extends FactType> = Omit<FactOf<T>, 'at' | 'cause' | 'type'>;

/**
 * Writes facts down in the order in which they happen. While one fact is being carried out (a scaling, an operator's act), it
 * is the ambient cause of whatever is recorded meanwhile.
 */
export class Recorder {
  readonly facts: Fact[] = [];
  #ambient: FactId | null = null;

  constructor(private readonly now: () => Micros) {}

  /**
   * @param cause the fact that brought this one about; default the ambient one
   * @returns the new fact's id
   */
  record<T extends FactType>(type: T, told: Told<T>, cause: FactId | null = this.#ambient): FactId {
    this.facts.push({ at: this.now(), type, cause, ...told } as unknown as Fact);
    return this.facts.length - 1;
  }

  /** What is being carried out at present. */
  get ambient(): FactId | null {
    return this.#ambient;
  }

  /** Carries out `action`; what it records is caused by `cause` unless it says otherwise. */
  because<R>(cause: FactId | null, action: () => R): R {
    const outer = this.#ambient;
    this.#ambient = cause;
    try {
      return action();
    } finally {
      this.#ambient = outer;
    }
  }
}
