import { answered, SITUATIONS, STANDARD_SITUATION, type Answer, type NamedSituation, type QuestionId, type Situation } from '../../../sim/index.ts';

/** What the reader has answered; it stays while other views are looked at. */
export class Asked {
  #situation = $state.raw<Situation>(STANDARD_SITUATION);

  /** The row of the table that everyone asserts with just these answers; null when the reader has answered otherwise. */
  readonly named: NamedSituation | null = $derived(
    SITUATIONS.find(({ situation }) => JSON.stringify(inOrder(situation)) === JSON.stringify(inOrder(this.#situation))) ?? null,
  );

  get situation(): Situation { return this.#situation; }

  /** Answers that are not those of a standard service, for a link; null when all are. */
  readonly told: Partial<Situation> | null = $derived.by(() => {
    const own = Object.entries(this.#situation).filter(([id, answer]) => STANDARD_SITUATION[id as QuestionId] !== answer);
    return own.length === 0 ? null : (Object.fromEntries(own) as Partial<Situation>);
  });

  /** What a link answers; a standard service where it says nothing. */
  open(told: Partial<Situation> = {}): void { this.#situation = { ...STANDARD_SITUATION, ...told }; }
  answer(id: QuestionId, answer: Answer): void { this.#situation = answered(this.#situation, id, answer); }
  take({ situation }: NamedSituation): void { this.#situation = situation; }
}

const inOrder = (situation: Situation): [string, Answer][] => Object.entries(situation).sort(([a], [b]) => (a < b ? -1 : 1));
