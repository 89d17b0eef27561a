import { format } from '../../sim/index.ts';
import type { Lesson } from '../lesson.ts';
import { WORDS_A_MINUTE, wordsIn } from '../prose.ts';

/** What people take for each thing that a lesson has them do, in seconds: drawing, watching, finding, planning. */
const SECONDS = { curve: 40, bar: 15, count: 15, round: 45, mark: 20, compare: 30, proof: 90 };
const MINUTES = { least: 6, most: 10 };

/** About how long a lesson takes, in minutes. */
export function minutesOf({ spec, scenes }: Lesson): number {
  const reading = (scenes.reduce((sum, { blocks }) => sum + wordsIn(blocks), 0) / WORDS_A_MINUTE) * 60;
  const guessing = spec.guesses.reduce((sum, [, { kind }]) => sum + SECONDS[kind], 0);
  const doing = spec.rounds.length * SECONDS.round + spec.marks.length * SECONDS.mark + SECONDS.compare + SECONDS.proof;
  return (reading + guessing + doing) / 60;
}

export function pace(lesson: Lesson): string | null {
  const minutes = minutesOf(lesson);
  return minutes >= MINUTES.least && minutes <= MINUTES.most ? null : `It takes about ${format.decimal(minutes)} minutes.`;
}
