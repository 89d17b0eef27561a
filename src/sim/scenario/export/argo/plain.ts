import { SECOND } from '../../../kernel/index.ts';
import { parseDuration, parsePercent, parseRate } from '../../../schema/index.ts';
import { metricNames } from '../../../strategies/argo/params.ts';
import type { Params as BlueGreenParams } from '../../../strategies/blue-green/params.ts';
import type { Params as CanaryParams } from '../../../strategies/canary/params.ts';
import { boundIn } from '../../manifests/rollout/condition.ts';
import { limitOf } from '../../manifests/rollout/metric.ts';
import { successOf, tidied } from './conditions.ts';
import type { Analysis, ArgoMetric } from './metric.ts';

/** A canary's parameters in their plainest form. */
export const plainCanary = (params: CanaryParams): CanaryParams => ({
  ...params,
  steps: params.steps.map(plainStep),
  analysis:
    params.analysis === null
      ? null
      : {
          ...plainAnalysis(params.analysis),
          // There are no steps to wait for behind the last.
          startingStep:
            params.analysis.startingStep === null ? null : Math.min(params.analysis.startingStep, params.steps.length),
        },
});

function plainStep(step: CanaryParams['steps'][number]): CanaryParams['steps'][number] {
  switch (step.kind) {
    case 'analysis':
      return { ...step, params: plainAnalysis(step.params) };
    case 'experiment':
      return { ...step, params: { ...step.params, analyses: step.params.analyses.map(plainAnalysis) } };
    default:
      return step;
  }
}

/** The parameters of blue/green in their plainest form. */
export const plainBlueGreen = (params: BlueGreenParams): BlueGreenParams => ({
  ...params,
  prePromotionAnalysis: params.prePromotionAnalysis === null ? null : plainAnalysis(params.prePromotionAnalysis),
  postPromotionAnalysis: params.postPromotionAnalysis === null ? null : plainAnalysis(params.postPromotionAnalysis),
});

/** Every metric with its name, a condition as a bound where it is one, and nothing that is not looked at. */
function plainAnalysis<A extends Analysis>(analysis: A): A {
  const names = metricNames(analysis.metrics);
  const metrics = analysis.metrics.map((metric, index) =>
    metric.judge === 'argo' ? plainMetric({ ...metric, name: names[index]! }) : { ...metric, name: names[index]! },
  );
  return { ...analysis, metrics };
}

/** The quantile of everything but latencies. */
const USUAL_QUANTILE = 0.99;

const plainMetric = (metric: ArgoMetric): ArgoMetric => ({
  ...metric,
  ...plainConditions(metric),
  quantile: metric.metric === 'latency' ? metric.quantile : USUAL_QUANTILE,
});

type Conditions = Pick<ArgoMetric, 'atLeast' | 'atMost' | 'successCondition' | 'failureCondition'>;

function plainConditions(metric: ArgoMetric): Conditions {
  const success = successOf(metric),
    failure = metric.failureCondition === null ? null : tidied(metric.failureCondition);
  const bound = success === null || failure !== null ? null : boundIn(success),
    limit = bound === null ? null : limitOf(bound.bound, metric.metric);
  const none: Conditions = { atLeast: null, atMost: null, successCondition: success, failureCondition: failure };
  if (bound === null || limit === null) return none;
  const value = metric.metric === 'latency' ? parseDuration(limit)! / SECOND : (parsePercent(limit) ?? parseRate(limit)!);
  return { ...none, successCondition: null, [bound.kind]: value };
}
