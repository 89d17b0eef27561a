/** The judge of Kayenta: statistics per metric, a weighted score over all, a verdict. No chance is drawn. */
export { KAYENTA_RULES, type Classification, type Direction, type MetricResult, type MetricRules } from './classify.ts';
export type { EffectMeasure } from './effect-size.ts';
export { judge, type JudgedMetric, type Judgement, type MetricSamples } from './judge.ts';
export type { Shift } from './mann-whitney.ts';
export { didPass, stopsRun, verdictOf, type GroupScore, type Score, type Thresholds } from './score.ts';
