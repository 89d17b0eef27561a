import { METRIC_DEFAULTS, type MeasuredMetric, type Question } from '../../analysis/index.ts';
import { servers } from '../kubernetes/words.ts';
import type { Observation } from '../strategy.ts';
import type { Why } from '../../trace/facts.ts';
import { CANARY } from './environments.ts';
import type { Params } from './params.ts';
import type { Check, State } from './state.ts';

type Metric = Params['metrics'][number];

/** What each metric asks, and how many of its units (percent, milliseconds) make one of the answer's (a share, seconds). */
const MEANINGS: Record<Metric['name'], { metric: Question['metric']; quantile: number; units: number }> = {
  'request-success-rate': { metric: 'successRate', quantile: 0, units: 100 },
  'error-rate': { metric: 'errorRate', quantile: 0, units: 100 },
  'request-duration': { metric: 'latency', quantile: 0.99, units: 1_000 },
};

/** One measurement of each metric of the canary, taken on the spot. A query without values is an error, and ends the check at once. */
export const measurementsOf = ({ metrics }: Pick<Params, 'metrics'>): MeasuredMetric[] => metrics.map(measurementOf);

function measurementOf(metric: Metric): MeasuredMetric {
  const { units, ...asked } = MEANINGS[metric.name];
  return {
    ...METRIC_DEFAULTS,
    name: metric.name,
    count: 1,
    consecutiveErrorLimit: 0,
    successCondition: conditionOf(metric, units),
    question: { ...asked, population: CANARY, baseline: null, window: metric.interval },
  };
}

function conditionOf({ min, max }: Metric, units: number): string {
  const bounds = [min === null ? [] : [`result[0] >= ${share(min, units)}`], max === null ? [] : [`result[0] <= ${share(max, units)}`]];
  return bounds.flat().join(' && ') || 'len(result) > 0';
}

/** Six places are enough for any range, and spare the reader the dust of binary fractions. */
const share = (value: number, units: number): number => Math.round((value / units) * 1e6) / 1e6;

/** What the run of measurements says to the tick that asked for it. */
export function checkOf({ metrics, threshold }: Params, failedChecks: number, { phase, says }: Ended): Check {
  if (phase === 'Successful') return { passed: true };
  const metric = metrics.find(({ name }) => says.includes(name))?.name ?? 'a metric';
  const trouble = phase === 'Failed' ? 'it is out of its range' : 'it has no value';
  return { passed: false, metric, says: `${trouble}, failed check ${failedChecks + 1} of ${threshold}` };
}
type Ended = Extract<Observation, { type: 'analysis.ended' }>;

export const whyCheck = ({ metrics, threshold }: Params, state: State, available: number): Why => ({
  rule: 'flagger.checked',
  says: `Asked for the canary's metrics: ${metrics.map(({ name }) => name).join(', ')}.`,
  arithmetic: `${state.failedChecks} of ${threshold} failed checks so far`,
  inputs: metrics.map(({ name, min, max }) => ({ name, value: `${min ?? 'any'} … ${max ?? 'any'}` })),
  alternatives: [`Going on without asking would have trusted ${servers(available, state.tracked)} that nobody has looked at.`],
  source: 'Flagger, advanceCanary: metrics are checked before the weight is raised',
});
