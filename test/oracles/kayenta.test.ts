import { describe, expect, test } from 'vitest';
import {
  classifyByMean,
  classifyMetric,
  KAYENTA_RULES,
  type Classification,
  type Direction,
} from '../../src/sim/analysis/kayenta/classify.ts';
import type { EffectMeasure } from '../../src/sim/analysis/kayenta/effect-size.ts';
import { mannWhitney, shiftStatistic } from '../../src/sim/analysis/kayenta/mann-whitney.ts';
import { normalQuantile } from '../../src/sim/analysis/kayenta/normal.ts';
import { iqrOutliers, kSigmaOutliers } from '../../src/sim/analysis/kayenta/outliers.ts';
import { didPass, weightedScore } from '../../src/sim/analysis/kayenta/score.ts';
import { casesOf, oracle } from './oracle.ts';

/** The tolerance of the published numbers: where the original's root finder stops. */
const NEAR = 1e-4;
const expectNear = (value: number, expected: number) => expect(Math.abs(value - expected), `${value}`).toBeLessThanOrEqual(NEAR);

test('the five Kayenta oracle files hold 69 cases', () => {
  const files = ['aggregated_judgment', 'mann_whitney', 'metric_classifier', 'outliers', 'weighted_score'];
  expect(files.map((file) => casesOf(`kayenta_${file}`).length)).toEqual([5, 8, 37, 6, 13]);
});

oracle<{ finalCanaryScore: number; marginalThreshold: number | null; passThreshold: number | null }, { didPass: boolean }>(
  'kayenta_aggregated_judgment',
  (given, expected) => {
    const thresholds = { marginal: given.marginalThreshold, pass: given.passThreshold };
    expect(didPass(given.finalCanaryScore, thresholds)).toBe(expected.didPass);
  },
);

interface ShiftCase {
  probability?: number;
  x?: number[] | string;
  y?: number[] | string;
  mu?: number;
  experiment?: number[];
  control?: number[];
  confidenceLevel?: number;
}
const shared = casesOf<ShiftCase, unknown>('kayenta_mann_whitney').find(({ name }) => name === 'wilcoxonDiff-mu0')!.in;
const sample = (given: number[] | string | undefined, instead: number[] | string | undefined): number[] =>
  typeof given === 'object' ? given : (instead as number[]);

describe('the Mann–Whitney interval', () => {
  oracle<ShiftCase, Record<string, number>>('kayenta_mann_whitney', (given, expected) => {
    const x = sample(given.experiment ?? given.x, shared.x),
      y = sample(given.control ?? given.y, shared.y);
    if (given.probability !== undefined) expectNear(normalQuantile(given.probability), expected['z']!);
    if (given.mu !== undefined) expectNear(shiftStatistic(x, y, given.mu), expected['value']!);
    if (given.confidenceLevel === undefined) return;
    const shift = mannWhitney(x, y, given.confidenceLevel);
    expectNear(shift.low, expected['ciLow']!);
    expectNear(shift.high, expected['ciHigh']!);
    expectNear(shift.estimate, expected['estimate']!);
    if (expected['zLower'] === undefined) return;
    const least = Math.min(...x) - Math.max(...y),
      most = Math.max(...x) - Math.min(...y);
    const z = normalQuantile(0.975);
    expectNear(least, expected['muMin']!);
    expectNear(most, expected['muMax']!);
    expectNear(z, expected['zLower']);
    expectNear(-z, expected['zUpper']!);
    expectNear(shiftStatistic(x, y, least) - z, expected['fLowerAtZLower']!);
    expectNear(shiftStatistic(x, y, most) - z, expected['fUpperAtZLower']!);
    expectNear(shiftStatistic(x, y, least) + z, expected['fLowerAtZUpper']!);
    expectNear(shiftStatistic(x, y, most) + z, expected['fUpperAtZUpper']!);
  });
});

interface MetricCase {
  classifier: 'MannWhitney' | 'MeanInequality';
  experiment: number[];
  control: number[];
  direction: Direction;
  tolerance: number;
  confidenceLevel: number;
  allowedDecrease: number;
  allowedIncrease: number;
  criticalDecrease: number;
  criticalIncrease: number;
  effectSizeMeasure: EffectMeasure;
  isCriticalMetric: boolean;
  nanStrategy: 'remove' | 'replace';
  isDataRequired: boolean;
}
interface MetricOut {
  classification?: Classification;
  critical?: boolean;
  deviation?: number | 'NaN';
  hasReason?: boolean;
}
oracle<MetricCase, MetricOut>('kayenta_metric_classifier', (given, expected) => {
  if (given.classifier === 'MeanInequality') {
    expect(classifyByMean(given.experiment, given.control, given.direction)).toBe(expected.classification);
    return;
  }
  const result = classifyMetric(given.experiment, given.control, {
    ...KAYENTA_RULES,
    direction: given.direction,
    tolerance: given.tolerance,
    confidence: given.confidenceLevel,
    effectMeasure: given.effectSizeMeasure,
    allowedDecrease: given.allowedDecrease,
    allowedIncrease: given.allowedIncrease,
    criticalDecrease: given.criticalDecrease,
    criticalIncrease: given.criticalIncrease,
    isCritical: given.isCriticalMetric,
    mustHaveData: given.isDataRequired,
    nanStrategy: given.nanStrategy,
  });
  if (expected.classification !== undefined) expect(result.classification).toBe(expected.classification);
  if (expected.critical !== undefined) expect(result.critical).toBe(expected.critical);
  if (expected.deviation !== undefined) expect(result.deviation).toBe(expected.deviation === 'NaN' ? NaN : expected.deviation);
  if (expected.hasReason !== undefined) expect(result.reason !== '').toBe(expected.hasReason);
});

oracle<{ detector: 'kSigma' | 'iqr'; factor: number; data: number[] }, { isOutlier: boolean[] }>(
  'kayenta_outliers',
  ({ detector, factor, data }, expected) => {
    expect(detector === 'iqr' ? iqrOutliers(data, factor) : kSigmaOutliers(data, factor)).toEqual(expected.isOutlier);
  },
);

type ScoreCase = {
  groupWeightsPercent: Record<string, number>;
  metrics: { classification: Classification; groups: string[]; critical: boolean }[];
};
oracle<ScoreCase, { summaryScore: number }>('kayenta_weighted_score', ({ groupWeightsPercent, metrics }, expected) => {
  expect(weightedScore(metrics, groupWeightsPercent).score).toBe(expected.summaryScore);
});
