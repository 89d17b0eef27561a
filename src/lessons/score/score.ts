import type { Unit } from '../../sim/index.ts';
import { windowOf, type Lesson } from '../lesson.ts';
import type { Guess } from '../record.ts';
import { measured } from '../run/measures.ts';
import type { RunRecord } from '../run/played.ts';
import { QUANTITIES, type Steps } from '../spec/quantities.ts';
import { named } from '../spec/schema.ts';
import { amountGap, type AmountGap } from './amount.ts';
import { curveGap, type CurveGap } from './curve.ts';

/** What there was to be guessed, in the run that was played. */
export type Truth =
  { kind: 'curve'; steps: Steps; window: { from: number; to: number } } | { kind: 'amount'; value: number; unit: Unit };

/** A guess held against the run: what is overlaid, and the sentence beside it. */
export type Score = ({ kind: 'curve' } & CurveGap) | ({ kind: 'amount' } & AmountGap) | { kind: 'skipped'; says: string };

/** Null when the run does not have what was to be guessed. */
export function truthOf(lesson: Lesson, guess: string, run: RunRecord): Truth | null {
  const spec = named(lesson.spec.guesses, guess);
  if (spec.kind === 'curve')
    return {
      kind: 'curve',
      steps: QUANTITIES[spec.quantity]!.steps(run.trace),
      window: windowOf(lesson, spec.round, run.scenario),
    };
  const { unit, value } = measured(run.trace, spec.truth, lesson.spec.moments);
  // Where the end comes before the beginning, what was asked for has taken no time: routers can forget a server before it closes.
  return value === null ? null : { kind: 'amount', value: unit === 'duration' ? Math.max(0, value) : value, unit };
}

/** Null when there is nothing to hold the guess against. */
export function scoreOf(lesson: Lesson, id: string, guess: Guess, run: RunRecord): Score | null {
  const spec = named(lesson.spec.guesses, id),
    truth = truthOf(lesson, id, run);
  if (truth === null) return null;
  if (guess.kind === 'skipped') return { kind: 'skipped', says: 'You skipped this guess.' };
  if (truth.kind === 'curve')
    return guess.kind === 'curve' && spec.kind === 'curve'
      ? { kind: 'curve', ...curveGap(guess.points, truth.steps, truth.window, spec.most, QUANTITIES[spec.quantity]!) }
      : null;
  if (spec.kind === 'curve' || guess.kind === 'curve' || guess.kind !== spec.kind) return null;
  return {
    kind: 'amount',
    ...amountGap(guess.kind === 'bar' ? guess.length : guess.count, truth.value, truth.unit, spec.reveals),
  };
}
