import { METRIC_DEFAULTS, type MeasuredMetric } from '../../analysis/index.ts';
import { SECOND } from '../../kernel/index.ts';
import { leaf, Problem, show, type FieldOptions, type Schema } from '../../schema/field.ts';
import { choice, duration, integer, orNone, parseDuration, parsePercent, percent, type Infer } from '../../schema/index.ts';

/** A bound of a metric: `97%` → 0.97, `300ms` → 0.3, for conditions count latencies in seconds. */
const bound = (options: FieldOptions): Schema<number | null> =>
  orNone(
    leaf({ control: 'text', optional: false, ...options }, (written) => {
      const share = typeof written === 'string' ? parsePercent(written) : null,
        time = typeof written === 'string' ? parseDuration(written) : null;
      if (share === null && time === null)
        return new Problem(
          `must be a percentage or a duration, is ${show(written)}`,
          'Write 97% for a rate, 300ms for a latency.',
        );
      return share ?? time! / SECOND;
    }),
  );

/** Fields of an analysis in its simple form: one metric, with a bound. A strategy's analysis is an `object` of these and its own. */
export const analysisFields = {
  metric: choice({
    default: 'errorRate',
    options: { errorRate: 'Error rate', successRate: 'Success rate', latency: 'Latency' },
    label: 'Metric',
    help: 'What is measured of the requests that were answered within the window.',
  }),
  atLeast: bound({ label: 'At least', help: 'A measurement fails below this; none = no lower bound.' }),
  atMost: bound({ label: 'At most', help: 'A measurement fails above this; none = no upper bound.' }),
  quantile: percent({ default: '99%', max: 100, label: 'Quantile', help: 'Share of requests that are faster than the latency.' }),
  population: choice({
    default: 'canary',
    options: { canary: 'New version', stable: 'Stable version', all: 'Everybody' },
    label: 'Whose requests (population)',
    help: 'Measuring everybody hides a small canary behind a large stable side.',
  }),
  window: duration({ default: '30s', min: '1s', max: '1d', label: 'Window', help: 'How far back a measurement looks.' }),
  interval: orNone(
    duration({
      default: '10s',
      min: '1s',
      max: '1d',
      label: 'Interval',
      help: 'Time between measurements; none = measured once.',
    }),
  ),
  initialDelay: duration({
    default: '0s',
    max: '1d',
    label: 'Initial delay (initialDelay)',
    help: 'Time before the first measurement; with no requests yet, there is nothing to measure, and that counts as an error.',
  }),
  count: orNone(integer({ min: 1, max: 10_000, label: 'Count', help: 'Measurements in all; none = without end.' })),
  failureLimit: integer({
    default: 0,
    max: 10_000,
    label: 'Failure limit (failureLimit)',
    help: 'More failed measurements than this fail the analysis.',
  }),
};

export type AnalysisParams = { [K in keyof typeof analysisFields]: Infer<(typeof analysisFields)[K]> };

/** The metric as the analysis runs it. @param pools whom the two names mean: revisions, or environments */
export function measuredMetric(params: AnalysisParams, pools: { canary: string; stable: string }): MeasuredMetric {
  const { metric, atLeast, atMost, quantile, population, window, interval, initialDelay, count, failureLimit } = params;
  const bounds = [
    ...(atLeast === null ? [] : [`result[0] >= ${atLeast}`]),
    ...(atMost === null ? [] : [`result[0] <= ${atMost}`]),
  ];
  return {
    ...METRIC_DEFAULTS,
    name: metric,
    interval,
    initialDelay,
    count,
    failureLimit,
    successCondition: bounds.length === 0 ? null : bounds.join(' && '),
    question: { metric, population: population === 'all' ? null : pools[population], baseline: null, window, quantile },
  };
}
