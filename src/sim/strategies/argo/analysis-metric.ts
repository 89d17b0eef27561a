import { SECOND } from '../../kernel/index.ts';
import { leaf, Problem, show, type FieldOptions, type Schema } from '../../schema/field.ts';
import {
  choice,
  duration,
  flag,
  integer,
  orNone,
  parseDuration,
  parsePercent,
  parseRate,
  percent,
  text,
} from '../../schema/index.ts';

/** A bound of a metric: `97%` → 0.97, `300ms` → 0.3, `5/s` → 5, as conditions count shares, seconds and requests per second. */
const bound = (options: FieldOptions): Schema<number | null> =>
  orNone(
    leaf({ control: 'text', optional: false, ...options }, (written) => {
      const time = typeof written === 'string' ? parseDuration(written) : null,
        value = typeof written === 'string' ? (parsePercent(written) ?? parseRate(written)) : null;
      if (value === null && time === null)
        return new Problem(
          `must be a percentage, a duration or a rate, is ${show(written)}`,
          'Write 97% for a share, 300ms for a latency, 5/s for a request rate.',
        );
      return value ?? time! / SECOND;
    }),
  );

const condition = (options: FieldOptions): Schema<string | null> => orNone(text({ ...options, max: 2_000 }));

const name = orNone(
  text({
    max: 63,
    label: 'Name',
    help: 'What the metric is called in the history; none = after what it measures.',
  }),
);

export const measuredField = choice({
  default: 'errorRate',
  options: { errorRate: 'Error rate', successRate: 'Success rate', latency: 'Latency', requestRate: 'Request rate' },
  label: 'Metric',
  help: 'What is measured of the requests that were answered within the window.',
});

export const quantileField = percent({
  default: '99%',
  max: 100,
  label: 'Quantile',
  help: 'Of a latency: the share of answers that are at least as fast.',
});

const population = choice({
  default: 'canary',
  options: { canary: 'New version', stable: 'Stable version', baseline: 'Baseline', all: 'Everybody' },
  label: 'Whose requests (population)',
  help: 'Whom the query really selects. Measuring everybody hides a small canary behind a large stable side.',
});

export const comparedWithField = choice({
  default: 'stable',
  options: { stable: 'Stable version', baseline: 'Baseline' },
  label: 'Compared with (comparedWith)',
  help: 'The stable side has warm caches and many servers; a baseline is as small and as young as the canary, if the strategy starts one.',
});

export const windowField = duration({
  default: '30s',
  min: '1s',
  max: '1d',
  label: 'Window',
  help: 'How far back a measurement looks.',
});

/** When a metric is measured, and how often it may come out badly: the same for every judge. */
const limitFields = {
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
  count: orNone(
    integer({
      min: 1,
      max: 10_000,
      label: 'Count',
      help: 'Measurements in all, errors not counted; none = as long as the analysis lasts.',
    }),
  ),
  failureLimit: integer({
    default: 0,
    min: -1,
    max: 10_000,
    label: 'Failure limit (failureLimit)',
    help: 'More failed measurements than this fail the analysis; −1 = any number may fail.',
  }),
  inconclusiveLimit: integer({
    default: 0,
    max: 10_000,
    label: 'Inconclusive limit (inconclusiveLimit)',
    help: 'More undecided measurements than this make the analysis inconclusive: the rollout pauses until a person decides.',
  }),
  consecutiveErrorLimit: integer({
    default: 4,
    max: 10_000,
    label: 'Error limit (consecutiveErrorLimit)',
    help: 'More measurements without a value in a row than this end the analysis with an error; each is tried again after 10 seconds.',
  }),
  consecutiveSuccessLimit: integer({
    default: 0,
    max: 10_000,
    label: 'Successes in a row (consecutiveSuccessLimit)',
    help: 'This many in a row are enough to succeed; 0 = not asked.',
  }),
  dryRun: flag({
    default: false,
    label: 'Dry run (dryRun)',
    help: 'Measured and shown, and never counted.',
  }),
};

/** What stands before the rules of a judge, and what behind them. */
export const before = { name, metric: measuredField, population, quantile: quantileField, window: windowField };
export const behind = limitFields;

export const argoFields = {
  ...before,
  atLeast: bound({ label: 'At least (atLeast)', help: 'A measurement fails below this; none = no lower bound.' }),
  atMost: bound({ label: 'At most (atMost)', help: 'A measurement fails above this; none = no upper bound.' }),
  successCondition: condition({
    label: 'Success condition (successCondition)',
    help: "Argo's expression over result, such as result[0] >= 0.97; latencies are in seconds. In place of the two bounds.",
  }),
  failureCondition: condition({
    label: 'Failure condition (failureCondition)',
    help: 'With both conditions, a measurement that meets neither is inconclusive.',
  }),
  ...behind,
};

export const sequentialFields = {
  name,
  metric: choice({
    default: 'errorRate',
    options: { errorRate: 'Error rate' },
    label: 'Metric',
    help: 'The test compares how often requests fail.',
  }),
  population,
  comparedWith: comparedWithField,
  falseAlarms: percent({
    default: '5%',
    min: 0.01,
    max: 50,
    label: 'False alarms (falseAlarms)',
    help: 'How often, at most, it may reject a version that fails no more than the other: over the whole analysis, however often it looks.',
  }),
  ...behind,
};
