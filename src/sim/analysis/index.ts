/**
 * Analysis as Argo Rollouts does it: conditions over measured values, limits over measurements, a verdict over metrics. Pure: a driver
 * with a calendar decides when, and brings what is measured.
 */
import * as kayenta from './kayenta/index.ts';
import * as sequential from './sequential/index.ts';

export { assessLimits, assessMetric, assessRun, type Assessment } from './assess.ts';
export { evaluateCondition, parseCondition, type Evaluated, type Parsed, type Problem, type Value } from './condition/index.ts';
export { countingOf } from './counting.ts';
export { conditionJudge, judgementOf } from './judge.ts';
export { type Measurement, type MetricResult } from './measurement.ts';
export { isCompleted, isTerminating, isWorse, type Phase, type Verdict } from './phase.ts';
export { nextReconcileAt, tasksDue, type MetricTask } from './schedule.ts';
export {
  ERROR_RETRY,
  METRIC_DEFAULTS,
  refusalOf,
  wantedCount,
  type Judge,
  type Judgement,
  type MetricSpec,
  type Refusal,
} from './spec.ts';
export {
  nextAnalysisAt,
  reconcileAnalysis,
  startAnalysis,
  terminateAnalysis,
  type AnalysisRun,
  type AnalysisSpec,
  type Measure,
  type Sampled,
} from './run.ts';
export {
  POINTS_MAX,
  type MeasuredMetric,
  type Measured,
  type Monitor,
  type Question,
  type Seen,
  type Samples,
  type Series,
  type Side,
} from './question.ts';
export type { ComparedSeries, Judging } from './judging.ts';
export { whyEnded } from './verdict.ts';
export { proberOf, type Limits, type Look, type Prober } from './judges/index.ts';
export {
  isUnderstood,
  recogniseQuery,
  type Names,
  type NotUnderstood,
  type Population,
  type Reading,
  type Understood,
} from './query/index.ts';
export { kayenta, sequential };
