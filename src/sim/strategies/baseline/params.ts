import { choice, duration, intOrPercent, object, orNone, percent, type Infer } from '../../schema/index.ts';
import { analysis } from './params-analysis.ts';
import { minReady } from '../kubernetes/params.ts';

/** Knobs of a canary analysis with a baseline, as a deployment pipeline and its judge name them. */
export const schema = object(
  {
    weight: percent({
      default: '5%',
      min: 0.1,
      max: 50,
      label: 'Share of each (weight)',
      help: 'Share of requests that the canary gets; the baseline gets as many, and production what is left.',
    }),
    size: intOrPercent({
      default: 1,
      min: 1,
      label: 'Servers of each (size)',
      help: 'How many servers the canary has, and the baseline alike; a percentage of production rounds up.',
    }),
    warmUp: duration({
      default: '30s',
      max: '1d',
      label: 'Warm-up (beginCanaryAnalysisAfter)',
      help: 'Time from the first requests until the comparison begins; what is seen before counts for nothing.',
    }),
    lifetime: duration({
      default: '5m',
      min: '10s',
      max: '1d',
      label: 'Length (lifetimeDuration)',
      help: 'How long canary and baseline are compared; the judgement at the end decides.',
    }),
    interval: duration({
      default: '1m',
      min: '1s',
      max: '1d',
      label: 'Interval (canaryAnalysisInterval)',
      help: 'Time between judgements; one that fails ends the comparison at once.',
    }),
    lookback: orNone(
      duration({
        min: '1s',
        max: '1d',
        label: 'Look back (lookback)',
        help: 'How far back each judgement looks; none = to the beginning of the comparison, so that samples add up.',
      }),
    ),
    analysis,
    promotion: choice({
      default: 'automatic',
      options: { automatic: 'When the comparison has passed', manual: 'When a person says so' },
      label: 'Promotion',
      help: 'Whether production is updated as soon as the canary has passed, or waits for a manual judgement.',
    }),
    cleanupDelay: duration({
      default: '0s',
      max: '1d',
      label: 'Delay before cleanup (delayBeforeCleanup)',
      help: 'How long the pair stays up without requests, for people to look at; it never goes before routers have let go of it.',
    }),
    progressDeadline: orNone(
      duration({
        default: '10m',
        min: '1s',
        max: '1d',
        label: 'Deadline (progressDeadline)',
        help: 'A pair that is not up by then ends the release; a promotion without progress for so long is labelled overdue.',
      }),
    ),
    minReady,
    maxSurge: intOrPercent({
      default: '25%',
      percentMax: 1_000,
      label: 'Surge (maxSurge)',
      help: 'How many servers above the wanted number production may run while it is updated; a percentage rounds up.',
    }),
    maxUnavailable: intOrPercent({
      default: '25%',
      label: 'Unavailable (maxUnavailable)',
      help: 'How many servers below the wanted number production may have while it is updated; a percentage rounds down.',
    }),
  },
  {
    default: {},
    label: 'Canary against a baseline',
    help: 'The new version is compared with as many fresh servers of the old one, not with warm production.',
  },
);

export type Params = Infer<typeof schema>;
