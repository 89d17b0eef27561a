import type { Json } from '../../../schema/index.ts';
import type { Params as BlueGreenParams } from '../../../strategies/blue-green/params.ts';
import type { Params as CanaryParams } from '../../../strategies/canary/params.ts';
import type { Doubts } from '../doubts.ts';
import { goDuration } from '../go-duration.ts';
import { promql, rangeOf } from '../promql.ts';
import { successOf } from './conditions.ts';
import { argumentOf } from './hashes.ts';

/** An analysis as scenarios have it, of either strategy. */
export type Analysis = Pick<NonNullable<CanaryParams['analysis'] | BlueGreenParams['prePromotionAnalysis']>, 'metrics'>;
export type Metric = Analysis['metrics'][number];
export type ArgoMetric = Extract<Metric, { judge: 'argo' }>;

/**
 * One metric of an AnalysisTemplate; fields at the API's defaults are left out.
 * @param container the name that the service's container has in every pod
 */
export function writeMetric(metric: ArgoMetric, name: string, container: string, doubts: Doubts): Json {
  const { interval, initialDelay, count, failureLimit, inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit } =
      metric,
    success = successOf(metric);
  if (count !== null && inconclusiveLimit > count)
    doubts.cannot(`A template refuses an inconclusiveLimit above its count, as ${name} has it.`);
  return {
    name,
    ...(initialDelay === 0 ? {} : { initialDelay: goDuration(initialDelay) }),
    ...(interval === null ? {} : { interval: goDuration(interval) }),
    ...(count === null ? {} : { count }),
    ...(success === null ? {} : { successCondition: success }),
    ...(metric.failureCondition === null ? {} : { failureCondition: metric.failureCondition }),
    ...(failureLimit === 0 ? {} : { failureLimit }),
    ...(inconclusiveLimit === 0 ? {} : { inconclusiveLimit }),
    ...(consecutiveErrorLimit === 4 ? {} : { consecutiveErrorLimit }),
    ...(consecutiveSuccessLimit === 0 ? {} : { consecutiveSuccessLimit }),
    provider: { prometheus: { address: 'http://prometheus.monitoring:9090', query: queryOf(metric, container, doubts) } },
  };
}

/** Pods are told apart by the hash of their template, which whoever uses the template hands over. */
function queryOf({ metric, population, window, quantile }: ArgoMetric, container: string, doubts: Doubts): string {
  const hash = population === 'all' ? [] : [`rollouts_pod_template_hash="{{args.${argumentOf(population)}}}"`];
  return promql({ metric, labels: [`container="${container}"`, ...hash], range: rangeOf(window, doubts), quantile }, false);
}
