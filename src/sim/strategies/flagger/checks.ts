import { METRIC_DEFAULTS, type MeasuredMetric, type Question } from '../../analysis/index.ts';
import { servers } from '../kubernetes/words.ts';
import type { Observation } from '../strategy.ts';
import type { Why } from '../../trace/facts.ts';
import { BUILT_IN } from './built-in.ts';
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

/** One check of each metric, taken on the spot; how many have failed before is told with each. */
export function measurementsOf({ metrics, threshold }: Params, failedChecks: number): MeasuredMetric[] {
  const names = namesOf(metrics);
  return metrics.map((metric, index) => measurementOf(metric, names[index]!, { failedChecks, threshold }));
}

function measurementOf(metric: Metric, name: string, tally: { failedChecks: number; threshold: number }): MeasuredMetric {
  const measured = measuredBy(metric),
    inAnswers = (bound: number | null): number | null => (bound === null ? null : share(bound, UNITS[measured]));
  return {
    ...METRIC_DEFAULTS,
    name,
    count: 1,
    question: {
      metric: measured,
      quantile: metric.quantile,
      population: POPULATIONS[metric.population],
      baseline: null,
      window: metric.interval,
    },
    judging: { kind: 'flagger', atLeast: inAnswers(metric.min), atMost: inAnswers(metric.max), ...tally },
  };
}

/** Six places are enough for any range, and spare the reader the dust of binary fractions. */
const share = (value: number, units: number): number => Math.round((value / units) * 1e6) / 1e6;

/**
 * What the checks of a tick say to it. All metrics are asked, so that a reader sees them; Flagger itself stops at the first that fails,
 * which comes to the same: one failed check.
 */
export function checkOf({ metrics, threshold }: Params, failedChecks: number, { phase, says }: Ended): Check {
  if (phase === 'Successful') return { passed: true };
  // The longest name that is told: one may be the beginning of another.
  const [metric = 'a metric'] = namesOf(metrics).filter((name) => says.includes(name)).toSorted((a, b) => b.length - a.length);
  return { passed: false, metric, says: `${failedChecks + 1} of ${threshold}` };
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
