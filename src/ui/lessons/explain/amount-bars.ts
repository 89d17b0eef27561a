import type { Unit } from '../../../sim/index.ts';
import { said } from '../../../sim/index.ts';

/** A guessed amount and the true one, on one scale. */
export interface Bars {
  /** Shares of the longer of the two. */
  guess: number | null;
  truth: number;
  /** The amounts in words; null = skipped. */
  saidGuess: string | null;
  saidTruth: string;
  /** What lies between the two, in words; null when there is nothing between them, or no guess. */
  between: string | null;
}

export function barsOf(guess: number | null, truth: number, unit: Unit): Bars {
  const top = Math.max(guess ?? 0, truth);
  const share = (value: number): number => (top === 0 ? 0 : value / top);
  const apart = guess === null ? 0 : Math.abs(guess - truth);
  return {
    guess: guess === null ? null : share(guess),
    truth: share(truth),
    saidGuess: guess === null ? null : said(unit, guess),
    saidTruth: said(unit, truth),
    between: apart === 0 || guess === null ? null : `${said(unit, apart)} ${guess < truth ? 'more' : 'less'}`,
  };
}
