import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';

/** Requests of one version in one window, and how many of them failed. */
export interface Arm {
  requests: number;
  failed: number;
}

/** One look: what each version did since the look before. Windows must not overlap, or failures would be counted twice. */
export interface Block {
  stable: Arm;
  next: Arm;
}

/** What all looks so far say against “the next version fails no more often than the stable one”. */
export interface Evidence {
  looks: number;
  /** Totals of the looks so far. */
  stable: Arm;
  next: Arm;
  /** Natural logarithm of what each bet has made of a stake of 1, in the order of `ODDS_RATIOS`. */
  bets: readonly number[];
  /** Natural logarithm of the evidence: what the stake, spread evenly over the bets, has become. Positive = against the next version. */
  logEvidence: number;
  /** The largest `logEvidence` of any look, and 0 at least: an alarm once given is not taken back. */
  logPeak: number;
  /** Always-valid p-value: however often one looks, it falls below any α with a chance of α at most, if nothing is wrong. */
  pValue: number;
}

/** The bets: the odds of failing are this many times as high with the next version. */
export const ODDS_RATIOS: readonly number[] = [1.25, 1.5, 2, 3, 5, 10, 30, 100];

/** Before anything is seen, one request in a hundred is taken to fail, as if from fifty requests. */
const PRIOR: Arm = { requests: 50, failed: 0.5 };

const NONE: Arm = { requests: 0, failed: 0 };
export const NO_EVIDENCE: Evidence = {
  looks: 0,
  stable: NONE,
  next: NONE,
  bets: ODDS_RATIOS.map(() => 0),
  logEvidence: 0,
  logPeak: 0,
  pValue: 1,
};

/**
 * Adds one look. Whoever watches a canary looks again and again, and every look of an ordinary test is another chance of a false
 * alarm. This one may be looked at at any time and stopped at any time.
 *
 * It is the sequential test for two streams of yes and no by R. J. Turner, A. Ly and P. D. Grünwald, “Generic E-variables for exact
 * sequential k-sample tests that allow for optional stopping”, Journal of Statistical Planning and Inference 230 (2024). A bet on
 * failure rates a (stable) and b (next) multiplies its stake, for a block of m and n requests, by
 *
 *     p_a(stable's outcomes) · p_b(next's outcomes) / p_c(all outcomes),   c = (m·a + n·b) / (m + n),
 *
 * which nobody can expect to grow while both versions fail alike, or the next one less: whatever that rate is, and exactly, not only
 * for many requests. Here, a is what the looks before showed of the stable version, and b follows from the bet's odds ratio; the
 * evidence is the mean over the bets. By Ville's inequality (1939) it ever reaches 1/α with a chance of α at most.
 */
export function look(before: Evidence, block: Block): Evidence {
  const base = rateOf(before.stable);
  const bets = before.bets.map((stake, index) => stake + gain(base, ODDS_RATIOS[index]!, block));
  const logEvidence = logMean(bets),
    logPeak = Math.max(before.logPeak, logEvidence);
  return {
    looks: before.looks + 1,
    stable: sum(before.stable, block.stable),
    next: sum(before.next, block.next),
    bets,
    logEvidence,
    logPeak,
    pValue: exp(-logPeak),
  };
}

/** Whether the next version is found to fail more often. With a false-alarm rate of `alpha` over the whole watch, not per look. */
export const isHarmful = ({ logPeak }: Pick<Evidence, 'logPeak'>, alpha: number): boolean => logPeak >= -ln(alpha);

/** The logarithm of what one bet multiplies its stake by. */
function gain(stable: number, oddsRatio: number, block: Block): number {
  const requests = block.stable.requests + block.next.requests;
  if (requests === 0) return 0;
  const next = (oddsRatio * stable) / (1 + (oddsRatio - 1) * stable);
  const both = (block.stable.requests * stable + block.next.requests * next) / requests;
  return logRatio(block.stable, stable, both) + logRatio(block.next, next, both);
}

const logRatio = ({ requests, failed }: Arm, rate: number, to: number): number =>
  failed * ln(rate / to) + (requests - failed) * ln((1 - rate) / (1 - to));

const rateOf = ({ requests, failed }: Arm): number => (failed + PRIOR.failed) / (requests + PRIOR.requests);

const sum = (one: Arm, other: Arm): Arm => ({ requests: one.requests + other.requests, failed: one.failed + other.failed });

/** Logarithm of the mean of numbers given by their logarithms; taking out the largest keeps the rest within range. */
function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  return largest + ln(logs.reduce((total, log) => total + exp(log - largest), 0) / logs.length);
}
