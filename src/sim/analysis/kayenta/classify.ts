import { effectSize, meanOf, type EffectMeasure } from './effect-size.ts';
import { mannWhitney, type Shift } from './mann-whitney.ts';

/** What is wrong for the metric: that it goes up, that it goes down, or both. */
export type Direction = 'Increase' | 'Decrease' | 'Either';
export type Classification = 'Pass' | 'High' | 'Low' | 'Nodata' | 'NodataFailMetric';

/** How one metric is to be judged. */
export interface MetricRules {
  direction: Direction;
  /** Half the width of the band that a shift's interval must clear, as a share of the estimated shift; Kayenta's own is 0.25. */
  tolerance: number;
  /** Of the interval; Kayenta's own is 0.98. */
  confidence: number;
  effectMeasure: EffectMeasure;
  /** A rise must have at least this effect size to count, a fall at most that; 1 and 1 in ratios let everything count. */
  allowedIncrease: number;
  allowedDecrease: number;
  /** From here on a critical metric fails the whole judgement. */
  criticalIncrease: number;
  criticalDecrease: number;
  isCritical: boolean;
  /** Without values the metric fails, rather than being left out. */
  mustHaveData: boolean;
  /** Values that are not numbers are left out, or count as 0. */
  nanStrategy: 'remove' | 'replace';
}

export const KAYENTA_RULES: MetricRules = {
  direction: 'Either',
  tolerance: 0.25,
  confidence: 0.98,
  effectMeasure: 'meanRatio',
  allowedIncrease: 1,
  allowedDecrease: 1,
  criticalIncrease: 1,
  criticalDecrease: 1,
  isCritical: false,
  mustHaveData: false,
  nanStrategy: 'remove',
};

/** What became of one metric, and why. */
export interface MetricResult {
  classification: Classification;
  /** The whole judgement fails with it. */
  critical: boolean;
  /** Effect size: 1 when nothing was compared, NaN when a mean is 0. */
  deviation: number;
  /** Null when no test was needed. */
  shift: Shift | null;
  /** One plain sentence. */
  reason: string;
}

/** Compares one metric of the canary with the baseline's. Values are taken as they are: see `prepare` for NaN and outliers. */
export function classifyMetric(canary: readonly number[], baseline: readonly number[], rules: MetricRules): MetricResult {
  if (canary.length === 0 || baseline.length === 0) return withoutData(canary, baseline, rules);
  if (isSame(canary, baseline)) return passed('Canary and baseline have the same values.');
  const shift = mannWhitney(canary, baseline, rules.confidence);
  const deviation = effectSize(rules.effectMeasure, canary, baseline);
  const band = rules.tolerance * Math.abs(shift.estimate);
  // A ratio to a mean of 0 has no size, so it cannot be too small to count.
  const rises = (limit: number) => Number.isNaN(deviation) || deviation >= limit,
    falls = (limit: number) => Number.isNaN(deviation) || deviation <= limit;
  if (rules.direction !== 'Decrease' && shift.low > band && rises(rules.allowedIncrease)) {
    const reason = `The canary is higher: the whole interval, ${shown(shift.low)} to ${shown(shift.high)}, lies above ${shown(band)}.`;
    return { classification: 'High', critical: rules.isCritical && rises(rules.criticalIncrease), deviation, shift, reason };
  }
  if (rules.direction !== 'Increase' && shift.high < -band && falls(rules.allowedDecrease)) {
    const reason = `The canary is lower: the whole interval, ${shown(shift.low)} to ${shown(shift.high)}, lies below ${shown(-band)}.`;
    return { classification: 'Low', critical: rules.isCritical && falls(rules.criticalDecrease), deviation, shift, reason };
  }
  return { ...passed('No difference that counts: too small, too uncertain, or to the harmless side.'), deviation, shift };
}

/** The plain comparison of means, which sees a difference in any two samples that have one. */
export function classifyByMean(canary: readonly number[], baseline: readonly number[], direction: Direction): Classification {
  const over = meanOf(canary),
    under = meanOf(baseline);
  if (over > under && direction !== 'Decrease') return 'High';
  return over < under && direction !== 'Increase' ? 'Low' : 'Pass';
}

function withoutData(canary: readonly number[], baseline: readonly number[], rules: MetricRules): MetricResult {
  if (rules.nanStrategy === 'replace') return passed('There are no values, and missing values count as 0.');
  const who = canary.length > 0 ? 'the baseline' : baseline.length > 0 ? 'the canary' : 'either side';
  return {
    classification: rules.mustHaveData ? 'NodataFailMetric' : 'Nodata',
    critical: rules.isCritical,
    deviation: 1,
    shift: null,
    reason: `There are no values for ${who}.`,
  };
}

const passed = (reason: string): MetricResult => ({ classification: 'Pass', critical: false, deviation: 1, shift: null, reason });
const shown = (value: number): string => `${Number(value.toPrecision(3))}`.replace('-', '−');

/** The same values, in whatever order, or one single value throughout. */
function isSame(canary: readonly number[], baseline: readonly number[]): boolean {
  const x = Float64Array.from(canary).sort(),
    y = Float64Array.from(baseline).sort();
  if (x.length === y.length && x.every((value, index) => value === y[index])) return true;
  return x[0] === y[0] && x[0] === x[x.length - 1] && y[0] === y[y.length - 1];
}
