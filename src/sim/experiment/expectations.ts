import type { Expectation } from '../expectation/index.ts';
import { METRICS } from '../metrics/index.ts';
import { intervalOf } from './interval.ts';
import type { Row } from './play.ts';
import { shareBounds } from './statistics/share-bounds.ts';

/** What is estimated: the mean of the values or of what changed in them, in the metric's unit; that as a share of the mean before; the share of runs that hold. */
export type EstimateOf = 'mean' | 'change' | 'relativeChange' | 'share';

/** What the runs say about an expectation. */
export interface Judgement {
  expectation: Expectation;
  verdict: 'pass' | 'fail' | 'undecided';
  /** Runs that have the value (of a change: before and after), and how many of those hold the expectation by themselves. */
  n: number;
  holding: number;
  /** Runs without such a value (no rollback, no rollback time); they say nothing either way. */
  none: number;
  /** With its bounds, where enough runs have the value; null when none has. */
  estimate: { of: EstimateOf; is: number; low: number | null; high: number | null } | null;
  /** The run that is furthest on the wrong side of the bound; null when every run holds the expectation. Of a change, what changed in it. */
  worst: { seed: number; value: number } | null;
}

const HOLDS: Record<Expectation['comparison'], (value: number, bound: number) => boolean> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};

export interface JudgingOptions {
  /** Runs of the same replications before an edit, for expectations of a change; without them nothing is known of one. */
  before?: readonly Row[];
  /** With which all bounds hold together; default 0.95. */
  confidence?: number;
}

/**
 * Judges every expectation once, over all runs: to look earlier, and stop when it looks good, would let luck pass.
 *
 * - The mean passes when the worse end of its interval holds, and fails when the better end does not; in between it is undecided.
 * - `in every run` speaks of the runs played, and nothing else: one that does not hold fails.
 * - `in 95% of runs` is about the share of all runs there could be, by the exact bounds of a share.
 * - A change is judged as everything else, by what changed in each run: both sides of it had the same users and arrivals. As a share of the
 *   value before it is the ratio of two means, with the interval of the ratio estimator (Cochran, Sampling Techniques, 6.4): what is left over in
 *   each run once the same share of every value before is taken off. Of a single run, it is that run's own change against its own value before.
 *
 * All bounds hold together with the confidence (Bonferroni): a wrong pass or a wrong fail anywhere is rarer than the rest of it.
 */
export function judgeExpectations(
  expectations: readonly Expectation[],
  rows: readonly Row[],
  { before = [], confidence = 0.95 }: JudgingOptions = {},
): Judgement[] {
  const alpha = (1 - confidence) / expectations.length;
  const ordered = rows.toSorted((a, b) => a.replication - b.replication),
    earlier = new Map(before.map((row) => [row.replication, row]));
  return expectations.map((expectation) => judge(expectation, runsOf(expectation, ordered, earlier), ordered.length, alpha));
}

/** One run, as an expectation looks at it. */
interface Judged {
  seed: number;
  /** What is held against the limit. */
  value: number;
  /** What people are told of it: the value, or what changed. */
  told: number;
  /** Size of the value before; 0 where nothing is compared. */
  size: number;
}

function runsOf({ metric, change, bound }: Expectation, rows: readonly Row[], earlier: ReadonlyMap<number, Row>): Judged[] {
  const place = METRICS.indexOf(metric);
  return rows.flatMap(({ seed, replication, values }) => {
    const after = values[place] ?? null,
      before = change === null ? 0 : (earlier.get(replication)?.values[place] ?? null);
    if (after === null || before === null) return [];
    const told = after - before,
      size = Math.abs(before);
    return [{ seed, told, size, value: change === 'share' ? told - bound * size : told }];
  });
}

/** @param alpha how often either bound may be wrong by itself */
function judge(expectation: Expectation, runs: readonly Judged[], played: number, alpha: number): Judgement {
  const { comparison, bound, change, of } = expectation,
    limit = change === 'share' ? 0 : bound,
    isHigher = comparison.startsWith('>');
  const holds = (value: number): boolean => HOLDS[comparison](value, limit);
  const holding = runs.filter(({ value }) => holds(value)).length;
  const worst = runs
    .filter(({ value }) => !holds(value))
    .reduce<Judged | null>(
      (last, run) => (last === null || (isHigher ? run.value < last.value : run.value > last.value) ? run : last),
      null,
    );
  const found = {
    expectation,
    n: runs.length,
    holding,
    none: played - runs.length,
    worst: worst && { seed: worst.seed, value: worst.told },
  };
  if (runs.length === 0) return { ...found, verdict: 'undecided', estimate: null };
  if (of === 'mean') {
    const estimate = estimateOf(expectation, runs, 1 - 2 * alpha),
      { low, high } = estimate,
      isWithin = (value: number): boolean => HOLDS[comparison](value, estimate.of === 'relativeChange' ? bound : limit);
    const verdict =
      low === null || high === null ? 'undecided' : verdictOf(isWithin(isHigher ? low : high), isWithin(isHigher ? high : low));
    return { ...found, verdict, estimate };
  }
  const { low, high } = shareBounds(holding, runs.length, alpha),
    estimate = { of: 'share' as const, is: holding / runs.length, low, high };
  if (of === 'every') return { ...found, verdict: holding === runs.length ? 'pass' : 'fail', estimate };
  return { ...found, verdict: verdictOf(low >= of.share, high >= of.share), estimate };
}

/** The mean with its interval; of a change as a share, the ratio of the means. A share of nothing is told, and judged, as an amount. */
function estimateOf({ change }: Expectation, runs: readonly Judged[], confidence: number): NonNullable<Judgement['estimate']> {
  const size = runs.reduce((sum, run) => sum + run.size, 0) / runs.length,
    { mean, low, high } = intervalOf(
      runs.map(({ told }) => told),
      confidence,
    );
  if (change !== 'share' || size === 0) return { of: change === null ? 'mean' : 'change', is: mean, low, high };
  const is = mean / size,
    left = intervalOf(
      runs.map((run) => run.told - is * run.size),
      confidence,
    );
  if (left.low === null || left.high === null) return { of: 'relativeChange', is, low: null, high: null };
  return { of: 'relativeChange', is, low: is + left.low / size, high: is + left.high / size };
}

const verdictOf = (worseHolds: boolean, betterHolds: boolean): Judgement['verdict'] =>
  worseHolds ? 'pass' : betterHolds ? 'undecided' : 'fail';
