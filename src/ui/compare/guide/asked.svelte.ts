import { answered, SITUATIONS, STANDARD_SITUATION, type Answer, type NamedSituation, type QuestionId, type Situation } from '../../../sim/index.ts';

/** What the reader has answered; it stays while other views are looked at. */
class Asked {
  #situation = $state.raw<Situation>(STANDARD_SITUATION);

  /** The row of the table that everyone asserts with just these answers; null when the reader has answered otherwise. */
  readonly named: NamedSituation | null = $derived(
    SITUATIONS.find(({ situation }) => JSON.stringify(inOrder(situation)) === JSON.stringify(inOrder(this.#situation))) ?? null,
  );

  get situation(): Situation { return this.#situation; }

  answer(id: QuestionId, answer: Answer): void { this.#situation = answered(this.#situation, id, answer); }
  take({ situation }: NamedSituation): void { this.#situation = situation; }
}

const inOrder = (situation: Situation): [string, Answer][] => Object.entries(situation).sort(([a], [b]) => (a < b ? -1 : 1));

export const asked = new Asked();
