import { said, type Unit } from '../../sim/index.ts';
import type { Misconception } from '../spec/guesses.ts';

/** How far a bar or a count is from what happened. */
export interface AmountGap {
  guess: number;
  truth: number;
  /** Guess ÷ truth; null when the truth is nothing. */
  ratio: number | null;
  says: string;
  /** The idea that such a guess gives away. */
  reveals: Misconception | null;
}

export function amountGap(guess: number, truth: number, unit: Unit, ideas: readonly Misconception[]): AmountGap {
  const ratio = truth === 0 ? null : guess / truth;
  const reveals =
    ratio === null
      ? null
      : (ideas.find(({ below, above }) => (below !== null && ratio < below) || (above !== null && ratio > above)) ?? null);
  return {
    guess,
    truth,
    ratio,
    says: `You said ${said(unit, guess)}, and it was ${said(unit, truth)}${howFar(guess, truth)}.`,
    reveals,
  };
}

function howFar(guess: number, truth: number): string {
  if (guess === truth) return ': exactly';
  if (guess === 0 || truth === 0) return '';
  const times = guess < truth ? truth / guess : guess / truth;
  if (times < 1.1) return ': as good as exact';
  if (times < 1.5) return guess < truth ? ': somewhat more' : ': somewhat less';
  return guess < truth ? `: ${rounded(times)} times as much` : `: you were ${rounded(times)} times too high`;
}

const rounded = (times: number): string => (times < 3 ? times.toFixed(1).replace(/\.0$/, '') : times.toFixed(0));
