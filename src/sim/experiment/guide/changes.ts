import { adviceOf, objectionTo, type Advice } from './advice.ts';
import type { Evidence } from './evidence.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { answered, type Answer, type QuestionId, type Situation } from './situation.ts';

/** Another answer to one question that would change the guide's. */
export interface Change {
  question: QuestionId;
  answer: Answer;
  /** Id of the strategy that would be first; null when none would. */
  to: string | null;
  /** What would be: `100% more servers to spare`. */
  given: string;
  /** What would follow, a sentence without its beginning. */
  then: string;
  /** The whole sentence. */
  says: string;
}

/** What would change an answer, and which worlds would have to be played to know the rest. */
export interface Changes {
  changes: Change[];
  unplayed: { question: QuestionId; answer: Answer; given: string }[];
}

/**
 * For each question the nearest answer, stricter and looser, that changes what is recommended. Limits are held against the same runs; another
 * world is looked up.
 * @param evidenceIn what has been played in the world of a situation; null where nothing has
 */
export function changesTo(advice: Advice, evidenceIn: (situation: Situation) => readonly Evidence[] | null): Changes {
  const found: Changes = { changes: [], unplayed: [] };
  for (const question of QUESTIONS) {
    for (const way of waysFrom(question, advice.situation[question.id])) {
      for (const answer of way) {
        const situation = answered(advice.situation, question.id, answer),
          evidence = evidenceIn(situation);
        if (evidence === null) {
          found.unplayed.push({ question: question.id, answer, given: question.given(answer) });
          continue;
        }
        const other = adviceOf(situation, evidence, advice.confidence);
        if (other.standing === 'not decided' || other.recommended?.id === advice.recommended?.id) continue;
        const given = question.given(answer),
          then = consequence(advice, other);
        found.changes.push({
          question: question.id,
          answer,
          to: other.recommended?.id ?? null,
          given,
          then,
          says: `With ${given}, ${then}`,
        });
        break;
      }
    }
  }
  return found;
}

/** The other answers, nearest first: those that are stricter and those that are looser, or, in another world, each by itself. */
function waysFrom({ kind, answers }: Question, now: Answer): Answer[][] {
  if (kind === 'world') return answers.filter((answer) => answer !== now).map((answer) => [answer]);
  // Without a limit is behind all limits, and an answer that is not offered stands between two that are.
  const size = (answer: Answer): number => (answer === null ? Infinity : Number(answer));
  return [answers.filter((answer) => size(answer) < size(now)).reverse(), answers.filter((answer) => size(answer) > size(now))];
}

function consequence(before: Advice, after: Advice): string {
  if (after.recommended === null) {
    const first = before.recommended!,
      then = after.ranked.find(({ id }) => id === first.id)!;
    return `nothing would fit: ${first.label} ${objectionTo(then)}.`;
  }
  const { label } = after.recommended;
  if (before.recommended === null) return `${label} would fit.`;
  const then = after.ranked.find(({ id }) => id === before.recommended!.id)!,
    against = objectionTo(then) ?? 'would do, and asks more of you';
  return `${label} would be first: ${then.label} ${against}.`;
}
