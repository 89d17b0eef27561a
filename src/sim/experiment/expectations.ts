import type { Expectation } from '../expectation/index.ts';
import { METRICS } from '../metrics/index.ts';
import { intervalOf } from './interval.ts';
import type { Row } from './play.ts';
import { shareBounds } from './statistics/share-bounds.ts';

/** What the runs say about an expectation. */
export interface Judgement {
  expectation: Expectation;
  verdict: 'pass' | 'fail' | 'undecided';
  /** Runs that have the value, and how many of those hold the expectation by themselves. */
  n: number;
  holding: number;
  /** Runs without such a value (no rollback, no rollback time); they say nothing either way. */
  none: number;
  /** Mean of the values in the engine's units, or the share of the runs that hold, with its bounds; null where too few have the value. */
  estimate: { of: 'mean' | 'share'; is: number; low: number | null; high: number | null } | null;
  /** The run that is furthest on the wrong side of the bound; null when every run holds the expectation. */
  worst: { seed: number; value: number } | null;
}

const HOLDS: Record<Expectation['comparison'], (value: number, bound: number) => boolean> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};

/**
 * Judges every expectation once, over all runs: to look earlier, and stop when it looks good, would let luck pass.
 *
 * - The mean passes when the worse end of its interval holds, and fails when the better end does not; in between it is undecided.
 * - `in every run` speaks of the runs played, and nothing else: one that does not hold fails.
 * - `in 95% of runs` is about the share of all runs there could be, by the exact bounds of a share.
 *
 * @param confidence with which all bounds hold together (Bonferroni): a wrong pass or a wrong fail anywhere is rarer than the rest of it
 */
export function judgeExpectations(expectations: readonly Expectation[], rows: readonly Row[], confidence = 0.95): Judgement[] {
  const alpha = (1 - confidence) / expectations.length;
  const ordered = rows.toSorted((a, b) => a.replication - b.replication);
  return expectations.map((expectation) => judge(expectation, ordered, alpha));
}

/** @param alpha how often either bound may be wrong by itself */
function judge(expectation: Expectation, rows: readonly Row[], alpha: number): Judgement {
  const { metric, comparison, bound, of } = expectation,
    place = METRICS.indexOf(metric),
    isHigher = comparison.startsWith('>');
  const runs = rows.flatMap(({ seed, values }) => {
    const value = values[place] ?? null;
    return value === null ? [] : [{ seed, value }];
  });
  const holds = (value: number): boolean => HOLDS[comparison](value, bound);
  const holding = runs.filter(({ value }) => holds(value)).length;
  const worst = runs
    .filter(({ value }) => !holds(value))
    .reduce<Judgement['worst']>(
      (last, run) => (last === null || (isHigher ? run.value < last.value : run.value > last.value) ? run : last),
      null,
    );
  const found = { expectation, n: runs.length, holding, none: rows.length - runs.length, worst };
  if (runs.length === 0) return { ...found, verdict: 'undecided', estimate: null };
  if (of === 'mean') {
    const { mean, low, high } = intervalOf(
      runs.map(({ value }) => value),
      1 - 2 * alpha,
    );
    const verdict =
      low === null || high === null ? 'undecided' : verdictOf(holds(isHigher ? low : high), holds(isHigher ? high : low));
    return { ...found, verdict, estimate: { of: 'mean', is: mean, low, high } };
  }
  const { low, high } = shareBounds(holding, runs.length, alpha),
    estimate = { of: 'share' as const, is: holding / runs.length, low, high };
  if (of === 'every') return { ...found, verdict: holding === runs.length ? 'pass' : 'fail', estimate };
  return { ...found, verdict: verdictOf(low >= of.share, high >= of.share), estimate };
}

const verdictOf = (worseHolds: boolean, betterHolds: boolean): Judgement['verdict'] =>
  worseHolds ? 'pass' : betterHolds ? 'undecided' : 'fail';
