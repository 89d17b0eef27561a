import { METRIC_DEFAULTS, type ComparedSeries, type Judging, type MeasuredMetric, type Question } from '../../analysis/index.ts';
import type { AnalysisParams, MetricParams } from './analysis-params.ts';

type Kayenta = Extract<MetricParams, { judge: 'kayenta' }>;

/** Whom the names mean: pools, that is revisions or environments. Without a baseline, nobody is one, and nothing is measured there. */
export interface Pools {
  canary: string;
  stable: string;
  baseline?: string;
}

/** What a strategy calls the environment of its baseline. */
const BASELINE = 'baseline';

/** The metrics as an analysis runs them, each with a name of its own. */
export function measuredMetrics({ metrics }: AnalysisParams, { canary, stable, baseline = BASELINE }: Pools): MeasuredMetric[] {
  const names = namesOf(metrics),
    pools = { canary, stable, baseline };
  return metrics.map((params, index) => {
    const isCompared = params.judge !== 'argo';
    const question: Question = {
      metric: params.metric,
      population: params.population === 'all' ? null : pools[params.population],
      baseline: isCompared ? pools[params.comparedWith] : null,
      window: params.judge === 'sequential' ? 0 : params.window,
      quantile: params.judge === 'sequential' ? 0 : params.quantile,
    };
    return { ...limitsOf(params, names[index]!), ...conditionsOf(params), question, judging: judgingOf(params) };
  });
}

/** What the metrics are called: as they say, or after what they measure, numbered where several would be called the same. */
export function namesOf(metrics: readonly MetricParams[]): string[] {
  const taken = new Set(metrics.flatMap(({ name }) => name ?? []));
  return metrics.map(({ name, metric }) => {
    if (name !== null) return name;
    let own: string = metric;
    for (let number = 2; taken.has(own); number++) own = `${metric}-${number}`;
    taken.add(own);
    return own;
  });
}

const limitsOf = (params: MetricParams, name: string) => ({
  ...METRIC_DEFAULTS,
  name,
  interval: params.interval,
  initialDelay: params.initialDelay,
  count: params.count,
  failureLimit: params.failureLimit,
  inconclusiveLimit: params.inconclusiveLimit,
  consecutiveErrorLimit: params.consecutiveErrorLimit,
  consecutiveSuccessLimit: params.consecutiveSuccessLimit,
  dryRun: params.dryRun,
});

/** Bounds are Argo's conditions in short. */
function conditionsOf(params: MetricParams): Pick<MeasuredMetric, 'successCondition' | 'failureCondition'> {
  if (params.judge !== 'argo') return { successCondition: null, failureCondition: null };
  const { atLeast, atMost, successCondition, failureCondition } = params;
  const bounds = [
    ...(atLeast === null ? [] : [`result[0] >= ${atLeast}`]),
    ...(atMost === null ? [] : [`result[0] <= ${atMost}`]),
  ];
  return { successCondition: bounds.length === 0 ? successCondition : bounds.join(' && '), failureCondition };
}

function judgingOf(params: MetricParams): Judging {
  if (params.judge === 'argo') return { kind: 'argo' };
  if (params.judge === 'sequential') return { kind: 'sequential', falseAlarms: params.falseAlarms };
  const { pass, marginal, points, groupWeights, also } = params;
  return {
    kind: 'kayenta',
    pass,
    marginal,
    points,
    series: [params, ...also].map(seriesOf),
    groupWeights: Object.fromEntries(groupWeights.map(([group, share]) => [group, share * 100])),
  };
}

const DIRECTIONS = { increase: 'Increase', decrease: 'Decrease', either: 'Either' } as const;

const seriesOf = (params: Kayenta | Kayenta['also'][number]): ComparedSeries => ({
  metric: params.metric,
  quantile: params.quantile,
  direction: DIRECTIONS[params.direction],
  isCritical: params.critical,
  mustHaveData: params.mustHaveData,
  nanStrategy: params.nanStrategy,
  removeOutliers: params.removeOutliers,
  allowedIncrease: params.allowedIncrease,
  allowedDecrease: params.allowedDecrease,
  group: params.group,
});
