import type { Json } from '../../../schema/index.ts';
import { BUILT_IN } from '../../../strategies/flagger/built-in.ts';
import type { Params } from '../../../strategies/flagger/params.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject } from '../exporter.ts';
import { promql, QUERY_COMMENT, rangeOf } from '../promql.ts';
import { flaggerInterval } from './interval.ts';

type Metric = Params['metrics'][number];

/** The quantile of the built-in latency. */
const USUAL_QUANTILE = 0.99;

export const isBuiltIn = ({ name }: Metric): boolean => Object.hasOwn(BUILT_IN, name);

/** The same metric without what its name says already, and without a quantile that nothing asks for. */
export function plainMetric(metric: Metric): Metric {
  const means = metric.metric ?? BUILT_IN[metric.name];
  return {
    ...metric,
    metric: isBuiltIn(metric) && metric.metric === BUILT_IN[metric.name] ? null : metric.metric,
    quantile: means === 'latency' ? metric.quantile : USUAL_QUANTILE,
  };
}

/**
 * The checks of a Canary, and the MetricTemplates of those that are no built-in ones. Flagger asks its own metrics and queries in
 * place before any template, so a query that comes before one of its own stands in place.
 * @param container the name that the service's container has in primary and canary alike
 */
export function writeMetrics(
  metrics: readonly Metric[],
  container: string,
  doubts: Doubts,
): { checks: Json[]; templates: KubernetesObject[] } {
  const lastBuiltIn = metrics.findLastIndex(isBuiltIn),
    templates: KubernetesObject[] = [];
  const checks = metrics.map((metric, index): Json => {
    const { name, interval, min, max } = metric;
    if (min !== null && max !== null && min > max)
      doubts.cannot(`Flagger refuses the range of ${name}, which begins above its end.`);
    const range = { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
    const check = { name, interval: flaggerInterval(interval, doubts), thresholdRange: range };
    if (isBuiltIn(metric)) {
      checkBuiltIn(metric, doubts);
      return check;
    }
    if (index < lastBuiltIn) return { ...check, query: queryOf(metric, container, rangeOf(interval, doubts)) };
    const template = templateName(name, index);
    templates.push(templateOf(template, queryOf(metric, container, '{{ interval }}')));
    return { ...check, templateRef: { name: template } };
  });
  return { checks, templates };
}

function checkBuiltIn({ name, metric, population, quantile }: Metric, doubts: Doubts): void {
  if (metric !== null)
    doubts.cannot(`Flagger knows ${name} as a metric of its own, which measures something else than ${metric}.`);
  if (population !== 'canary')
    doubts.cannot(`Flagger’s own ${name} looks at the canary, and here it would look at ${WHOSE[population]}.`);
  if (quantile !== USUAL_QUANTILE)
    doubts.cannot(`Flagger’s own ${name} is the 99th percentile, and here another quantile is asked for.`);
}

const WHOSE = { canary: 'the canary', primary: 'the primary', all: 'everybody' } as const;

/** Flagger gives the primary's pods its own name as their app. */
function queryOf({ metric, population, quantile }: Metric, container: string, range: string): string {
  const side = { canary: ['app="{{ target }}"'], primary: ['app="{{ target }}-primary"'], all: [] }[population];
  return promql({ metric: metric ?? 'successRate', labels: [`container="${container}"`, ...side], range, quantile }, true);
}

const templateName = (name: string, index: number): string =>
  /^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name) ? `${name}-${index + 1}` : `metric-${index + 1}`;

const templateOf = (name: string, query: string): KubernetesObject => ({
  comment: QUERY_COMMENT,
  value: {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: { name },
    spec: { provider: { type: 'prometheus', address: 'http://prometheus.monitoring:9090' }, query },
  },
});
