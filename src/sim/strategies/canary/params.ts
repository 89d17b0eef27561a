import { Problem, infoOf, leaf, type Infer, type Schema } from '../../schema/field.ts';
import {
  flag,
  integer,
  intOrPercent,
  isMapping,
  list,
  object,
  oneKeyOf,
  orNone,
  percent,
  read,
  text,
  duration,
} from '../../schema/index.ts';
import { rolloutFields } from '../argo/params.ts';
import type { CanaryStep } from './steps.ts';

const WEIGHT_MAX = 1_000_000;

const pauseDuration = duration({
  max: '1d',
  label: 'Pause (pause)',
  help: 'Time to wait before the next step, counted from when the pause is noted; none = until a person promotes.',
});

/** Written `60s`, `{ duration: 60s }` as in a manifest, or `{}` and `none` for a pause that a person has to end. */
const pause: Schema<number | null> = leaf({ ...infoOf(pauseDuration), optional: true }, (given) => {
  const inside: unknown = isMapping(given) ? (given['duration'] ?? 'none') : given;
  if (isMapping(given) && Object.keys(given).some((key) => key !== 'duration'))
    return new Problem('may have a duration and nothing else', 'Write { duration: 60s }, or {} to wait for a person.');
  if (inside === 'none' || inside === null) return null;
  const reading = read(pauseDuration, inside);
  return reading.ok ? reading.value : new Problem(reading.faults[0]!.message, reading.faults[0]!.cure);
});

const templates = list(text({ label: 'Template', help: 'Name of an analysis template.' }), {
  max: 20,
  label: 'Templates',
  help: 'Analysis templates whose metrics are measured together.',
});

const routeName = text({
  default: 'canary-route',
  label: 'Route (name)',
  help: 'Name of the managed route; a later step with the same name replaces it.',
});

const steps = list(
  oneKeyOf(
    {
      setWeight: integer({
        max: WEIGHT_MAX,
        label: 'Weight (setWeight)',
        help: 'Share of requests that the canary gets, out of 100 or of maxTrafficWeight; without traffic routing, of servers.',
      }),
      pause,
      setCanaryScale: object(
        {
          replicas: orNone(integer({ max: 10_000, label: 'Replicas', help: 'Servers of the canary, whatever its weight.' })),
          weight: orNone(
            integer({ max: WEIGHT_MAX, label: 'Weight', help: 'As many servers as this weight would give the canary.' }),
          ),
          matchTrafficWeight: flag({
            default: false,
            label: 'Match the weight (matchTrafficWeight)',
            help: 'The number of servers follows the weight again.',
          }),
        },
        {
          label: 'Canary scale (setCanaryScale)',
          help: 'Fixes the number of canary servers apart from the weight, until another such step; needs traffic routing.',
        },
      ),
      analysis: object(
        { templates },
        { label: 'Analysis (analysis)', help: 'Measures, and goes on only if it succeeds; a failure aborts the rollout.' },
      ),
      experiment: object(
        {
          templates,
          duration: orNone(duration({ max: '1d', label: 'Duration', help: 'How long the experiment runs.' })),
        },
        { label: 'Experiment (experiment)', help: 'Runs other versions for a while and measures them.' },
      ),
      setHeaderRoute: object(
        {
          name: routeName,
          cohort: orNone(
            text({
              label: 'Cohort',
              help: 'Users whose requests carry the header; they all go to the canary. None removes the route.',
            }),
          ),
        },
        { label: 'Header route (setHeaderRoute)', help: 'Sends the users of a cohort to the canary, whatever the weight.' },
      ),
      setMirrorRoute: object(
        {
          name: routeName,
          percentage: percent({
            default: '100%',
            label: 'Share (percentage)',
            help: 'Share of requests that is copied to the canary, whose answers nobody waits for; 0 % removes the route.',
          }),
        },
        { label: 'Mirror route (setMirrorRoute)', help: 'Copies requests to the canary.' },
      ),
    },
    { label: 'Step', help: 'One step of the canary: a weight, a pause, an analysis, …' },
  ),
  {
    max: 100,
    label: 'Steps (steps)',
    help: 'What the canary does, one step after the other; after the last one it gets everything.',
  },
) as unknown as Schema<CanaryStep[]>;

/** Knobs of a canary, named as in a Rollout's manifest. */
export const schema = object(
  {
    steps,
    trafficRouting: orNone(
      object(
        {
          maxTrafficWeight: integer({
            default: 100,
            min: 1,
            max: WEIGHT_MAX,
            label: 'Whole weight (maxTrafficWeight)',
            help: 'What all weights add up to; more than 100 allows finer shares, where the router can do so.',
          }),
        },
        {
          label: 'Traffic routing (trafficRouting)',
          help: 'A router divides requests by weight; without one, the canary gets the share that it has of the servers.',
        },
      ),
    ),
    maxSurge: intOrPercent({
      default: '25%',
      percentMax: 1_000,
      label: 'Surge (maxSurge)',
      help: 'How many servers above the wanted number may run; a percentage rounds up. Not used with traffic routing.',
    }),
    maxUnavailable: intOrPercent({
      default: '25%',
      label: 'Unavailable (maxUnavailable)',
      help: 'How many servers below the wanted number may be available; a percentage rounds down.',
    }),
    minPodsPerReplicaSet: integer({
      default: 1,
      min: 1,
      max: 10_000,
      label: 'Fewest servers (minPodsPerReplicaSet)',
      help: 'A side that gets any requests has at least this many servers; needs traffic routing.',
    }),
    dynamicStableScale: flag({
      default: false,
      label: 'Shrink the stable (dynamicStableScale)',
      help: 'The stable side shrinks as the canary grows, which saves servers and makes an abort slow; needs traffic routing.',
    }),
    replicaProgressThreshold: orNone(
      intOrPercent({
        label: 'Enough servers (replicaProgressThreshold)',
        help: 'A step goes on once this many of its servers are available; none = all of them.',
      }),
    ),
    analysis: orNone(
      object(
        {
          templates,
          startingStep: orNone(
            integer({
              max: 100,
              label: 'First step (startingStep)',
              help: 'The analysis starts once this many steps are done; none = at once.',
            }),
          ),
        },
        { label: 'Background analysis (analysis)', help: 'Measures all along the steps; a failure aborts the rollout.' },
      ),
    ),
    ...rolloutFields,
  },
  { default: {}, label: 'Canary', help: 'A small share of requests tries the new version first; the share grows step by step.' },
);

export type Params = Infer<typeof schema>;

/** What all weights add up to. */
export const maxWeightOf = (params: Pick<Params, 'trafficRouting'>): number => params.trafficRouting?.maxTrafficWeight ?? 100;
