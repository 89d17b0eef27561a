import {
  duration,
  flag,
  choice,
  integer,
  intOrPercent,
  list,
  number,
  object,
  orNone,
  percent,
  text,
  type Infer,
} from '../../schema/index.ts';
import { minReady } from '../kubernetes/params.ts';

/**
 * One metric as a Flagger Canary names it; the range is what a healthy canary stays in, bounds included: rates in percent, latencies in
 * milliseconds, as Flagger counts. The two built-in ones are known by their names; any other is a query of its author's.
 */
const metric = object(
  {
    name: text({
      default: 'request-success-rate',
      max: 80,
      label: 'Metric (name)',
      help: 'request-success-rate and request-duration are built in; any other name is a query of your own.',
    }),
    metric: orNone(
      choice({
        options: {
          successRate: 'Success rate, percent',
          errorRate: 'Error rate, percent',
          latency: 'Latency, milliseconds',
          requestRate: 'Requests a second',
        },
        label: 'Measures',
        help: 'What a query of your own measures; the built-in metrics need not say.',
      }),
    ),
    population: choice({
      default: 'canary',
      options: { canary: 'The canary', primary: 'The primary', all: 'Everybody' },
      label: 'Whose requests (population)',
      help: 'Whose requests the query counts; the built-in metrics look at the canary.',
    }),
    quantile: percent({
      default: '99%',
      max: 100,
      label: 'Quantile',
      help: 'Of latency: the share of requests that are faster than the value.',
    }),
    interval: duration({
      default: '1m',
      min: '1s',
      max: '1d',
      label: 'Window (interval)',
      help: 'How far back each query looks; longer than the tick, it still sees the failures of ticks ago.',
    }),
    min: orNone(number({ min: -1e9, max: 1e9, label: 'At least (thresholdRange.min)', help: 'Values below it fail the check.' })),
    max: orNone(number({ min: -1e9, max: 1e9, label: 'At most (thresholdRange.max)', help: 'Values above it fail the check.' })),
  },
  { label: 'Metric', help: 'A value that must stay within its range for the canary to advance.' },
);

/** Flagger matches headers; here, each rule stands for the cohort of users whose requests carry them. */
const matchRule = object(
  {
    cohort: text({ label: 'Cohort', help: 'The users whose requests match, by their name in traffic.cohorts.', max: 40 }),
  },
  { label: 'Rule', help: 'Users whose requests match are sent to the canary, all the others to the primary.' },
);

const affinity = object(
  {
    cookieName: text({
      default: 'flagger-cookie',
      label: 'Cookie (cookieName)',
      help: 'The cookie that remembers who met the canary.',
      max: 80,
    }),
    maxAge: duration({
      default: '1d',
      min: '1s',
      max: '30d',
      label: 'Lifetime (maxAge)',
      help: 'How long a user who met the canary stays on it, whatever the weight.',
    }),
  },
  { label: 'Session affinity', help: 'Who met the canary once keeps it, so that its true share grows above the weight.' },
);

const weight = (label: string, help: string, given = 0) => integer({ default: given, max: 100, unit: '%', label, help });

/** Knobs of a Flagger Canary, named as in its manifest. */
export const schema = object(
  {
    provider: choice({
      default: 'mesh',
      options: { mesh: 'A mesh or ingress that splits by weight', kubernetes: 'Plain Kubernetes services' },
      label: 'Traffic (provider)',
      help: 'What splits the traffic; plain Kubernetes cannot, so every rollout is then blue/green.',
    }),
    interval: duration({
      default: '1m',
      min: '1s',
      max: '1d',
      label: 'Tick (interval)',
      help: 'Everything happens on ticks, this far apart; less than 10 seconds counts as 10 seconds.',
    }),
    threshold: integer({
      default: 1,
      min: 1,
      max: 1_000,
      label: 'Failed checks allowed (threshold)',
      help: 'Failed checks add up over the whole run; once there are this many, the next tick rolls back.',
    }),
    stepWeight: weight('Step (stepWeight)', 'The canary gets this much more traffic with every tick whose checks pass.'),
    stepWeights: list(
      integer({ max: 1_000, unit: '%', label: 'Weight', help: 'The share of traffic that the canary gets at this step.' }),
      { max: 100, label: 'Steps (stepWeights)', help: 'The weights one after the other; used only without a stepWeight.' },
    ),
    maxWeight: weight('Highest weight (maxWeight)', 'From this weight on, the next tick whose checks pass promotes.', 100),
    stepWeightPromotion: weight(
      'Way back (stepWeightPromotion)',
      'Once the primary is updated, traffic goes back to it by this much a tick; 0 sends it back in one go.',
    ),
    iterations: integer({
      default: 0,
      max: 1_000,
      label: 'Iterations',
      help: 'How many ticks of checks before promotion, in blue/green and A/B; 0 means a canary by weights.',
    }),
    mirror: flag({
      default: false,
      label: 'Mirror',
      help: 'Before any traffic is shifted, the canary gets copies of requests; what they write does happen.',
    }),
    mirrorWeight: weight('Mirrored share (mirrorWeight)', 'How much of the traffic is copied while mirroring.', 100),
    match: list(matchRule, {
      max: 10,
      label: 'A/B rules (match)',
      help: 'Together with iterations: matching requests all go to the canary, no others do.',
    }),
    sessionAffinity: orNone(affinity),
    metrics: list(metric, { max: 20, label: 'Metrics', help: 'What is checked on every tick; the first that fails is enough.' }),
    primaryReadyThreshold: weight(
      'Primary ready at (primaryReadyThreshold)',
      'How much of the primary must be available for a tick to go on.',
      100,
    ),
    canaryReadyThreshold: weight(
      'Canary ready at (canaryReadyThreshold)',
      'How much of the canary must be available for a tick to go on.',
      100,
    ),
    progressDeadline: duration({
      default: '10m',
      min: '1s',
      max: '1d',
      label: 'Progress deadline (progressDeadlineSeconds)',
      help: 'Too few servers available for longer than this, and the rollout is rolled back.',
    }),
    skipAnalysis: flag({
      default: false,
      label: 'Skip analysis',
      help: 'No weights and no checks: once the canary is ready, the primary is updated in place.',
    }),
    confirmRollout: flag({
      default: false,
      label: 'Confirm rollout',
      help: 'A person must agree before the canary is started (a confirm-rollout webhook).',
    }),
    confirmPromotion: flag({
      default: false,
      label: 'Confirm promotion',
      help: 'A person must agree before the primary is updated (a confirm-promotion webhook).',
    }),
    minReady,
    maxSurge: intOrPercent({
      default: '25%',
      percentMax: 1_000,
      label: 'Surge of the primary (maxSurge)',
      help: 'How many servers above the wanted number the primary may run while it is updated; a percentage rounds up.',
    }),
    maxUnavailable: intOrPercent({
      default: '25%',
      label: 'Unavailable of the primary (maxUnavailable)',
      help: 'How many servers below the wanted number the primary may have while it is updated; a percentage rounds down.',
    }),
  },
  { default: {}, label: 'Flagger', help: 'A canary beside a primary, moved on or rolled back by checks on a steady tick.' },
);

export type Params = Infer<typeof schema>;
