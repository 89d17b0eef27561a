import { classifyMetric, type MetricResult, type MetricRules } from './classify.ts';
import { FENCE_FACTOR, iqrOutliers } from './outliers.ts';
import { verdictOf, weightedScore, type Score, type Thresholds } from './score.ts';

/** One metric's samples, one value per point in time. NaN stands for a point without a value. */
export interface MetricSamples {
  name: string;
  canary: readonly number[];
  baseline: readonly number[];
  rules: MetricRules;
  groups: readonly string[];
  /** Values beyond the fences are left out on both sides. */
  removeOutliers: boolean;
  /** It is judged and shown, and counts for nothing. */
  isMuted: boolean;
}

/** A metric's result with the values that were compared, so that a chart can show why. */
export interface JudgedMetric extends MetricResult {
  name: string;
  canary: number[];
  baseline: number[];
  isMuted: boolean;
}

export interface Judgement {
  verdict: 'Pass' | 'Marginal' | 'Fail';
  score: Score;
  metrics: JudgedMetric[];
}

/** Makes a series ready to be compared: NaN out (or 0), and outliers out if asked. */
export function prepare(values: readonly number[], nanStrategy: MetricRules['nanStrategy'], removeOutliers: boolean): number[] {
  const numbers =
    nanStrategy === 'replace'
      ? values.map((value) => (Number.isNaN(value) ? 0 : value))
      : values.filter((value) => !Number.isNaN(value));
  if (!removeOutliers) return numbers;
  const isOutlier = iqrOutliers(numbers, FENCE_FACTOR, true);
  return numbers.filter((_, index) => !isOutlier[index]);
}

/** Kayenta's judgement of a canary against a baseline. */
export function judge(
  metrics: readonly MetricSamples[],
  thresholds: Thresholds,
  groupWeights: Readonly<Record<string, number>> = {},
): Judgement {
  const judged = metrics.map((metric): JudgedMetric & { groups: readonly string[] } => {
    const canary = prepare(metric.canary, metric.rules.nanStrategy, metric.removeOutliers),
      baseline = prepare(metric.baseline, metric.rules.nanStrategy, metric.removeOutliers);
    const { name, groups, isMuted } = metric;
    return { name, groups, isMuted, canary, baseline, ...classifyMetric(canary, baseline, metric.rules) };
  });
  const score = weightedScore(
    judged.filter(({ isMuted }) => !isMuted),
    groupWeights,
  );
  return { verdict: verdictOf(score.score, thresholds), score, metrics: judged };
}
