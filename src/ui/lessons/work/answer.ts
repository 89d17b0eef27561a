import { inlinesIn, judge, played, remembering, toldTo, valueOf, type Lesson, type Play } from '../../../lessons/index.ts';
import type { Question, Telling, Work } from './protocol.ts';

/** The learner's run and its contrast, of each round, and room for one that is only looked at. */
const REMEMBERED = 6;
const remembered = remembering(REMEMBERED);

/**
 * Answers one question of a lesson's page.
 * @param onRuns told how many runs were played so far for it
 */
export function answer({ kind, lesson, asked }: Question, onRuns: (runs: number) => void): Work[typeof kind]['answer'] {
  let runs = 0;
  const play: Play = (scenario, seed) => {
    const trace = remembered(scenario, seed);
    onRuns(++runs);
    return trace;
  };
  switch (kind) {
    case 'play':
      return played(lesson, asked.round, asked.plan, play, asked.seed);
    case 'judge':
      return judge(lesson, asked.record, play);
    case 'tell':
      return tell(lesson, asked, play);
  }
}

function tell(lesson: Lesson, { blocks, record }: Work['tell']['asked'], play: Play): Telling {
  const told = toldTo(blocks, lesson, record, play);
  const ids = inlinesIn(told).flatMap((piece) => (piece.kind === 'fact' ? [piece.id] : []));
  return { told, values: Object.fromEntries(ids.map((id) => [id, valueOf(lesson, id, record, play)])) };
}
