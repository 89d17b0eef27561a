import { METRIC_DEFAULTS, type MeasuredMetric, type Question } from '../../analysis/index.ts';
import { servers } from '../kubernetes/words.ts';
import type { Observation } from '../strategy.ts';
import type { Why } from '../../trace/facts.ts';
import { BUILT_IN } from './conflicts.ts';
import { CANARY, PRIMARY } from './environments.ts';
import type { Params } from './params.ts';
import type { Check, State } from './state.ts';

type Metric = Params['metrics'][number];
type Measured = Question['metric'];

/** How many of Flagger's units (percent, milliseconds) make one of an answer's (a share, seconds). */
const UNITS: Readonly<Record<Measured, number>> = { successRate: 100, errorRate: 100, latency: 1_000, requestRate: 1 };

/** What a metric measures: what its author says, or what its name means. `conflicts.ts` holds that one of them is there. */
const measuredBy = ({ name, metric }: Metric): Measured => metric ?? BUILT_IN[name] ?? 'successRate';

/** Whose requests it counts; null = everybody's. */
const POPULATIONS = { canary: CANARY, primary: PRIMARY, all: null } as const;

/** Flagger lets two metrics have one name; an analysis tells them apart. */
const namesOf = (metrics: readonly Metric[]): string[] =>
  metrics.map(({ name }, index) => {
    const earlier = metrics.slice(0, index).filter((other) => other.name === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });

/** One measurement of each metric, taken on the spot. A query without values is an error, and ends the check at once. */
export function measurementsOf({ metrics }: Pick<Params, 'metrics'>): MeasuredMetric[] {
  const names = namesOf(metrics);
  return metrics.map((metric, index) => measurementOf(metric, names[index]!));
}

function measurementOf(metric: Metric, name: string): MeasuredMetric {
  const measured = measuredBy(metric);
  return {
    ...METRIC_DEFAULTS,
    name,
    count: 1,
    consecutiveErrorLimit: 0,
    successCondition: conditionOf(metric, UNITS[measured]),
    question: {
      metric: measured,
      quantile: metric.quantile,
      population: POPULATIONS[metric.population],
      baseline: null,
      window: metric.interval,
    },
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
  const metric = namesOf(metrics).findLast((name) => says.includes(name)) ?? 'a metric';
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
