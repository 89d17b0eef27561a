import { Problem, infoOf, leaf, type Schema } from '../../schema/field.ts';
import { awaitedFields } from '../argo/analysis-params.ts';
import { parsePauseDuration } from '../argo/pause-duration.ts';
import { duration, flag, integer, isMapping, list, object, oneKeyOf, orNone, percent, read, text } from '../../schema/index.ts';
import { experiment } from './params-experiment.ts';
import type { CanaryStep } from './steps.ts';

/** Far above any maxTrafficWeight in use. */
export const WEIGHT_MAX = 1_000_000;

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
  if (isMapping(given) && (typeof inside === 'number' || typeof inside === 'string')) {
    const asInManifest = parsePauseDuration(inside);
    return asInManifest !== null && asInManifest >= 0
      ? asInManifest
      : new Problem('has a duration that cannot be read', 'Write seconds, or 1h30m.');
  }
  const reading = read(pauseDuration, inside);
  return reading.ok ? reading.value : new Problem(reading.faults[0]!.message, reading.faults[0]!.cure);
});

const routeName = text({
  default: 'canary-route',
  label: 'Route (name)',
  help: 'Name of the managed route; a later step with the same name replaces it.',
});

/** The steps of a canary: a list of mappings with one key each, which names the step. */
export const steps = list(
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
      analysis: object(awaitedFields, {
        label: 'Analysis (analysis)',
        help: 'Measures, and goes on only if it succeeds; a failure aborts the rollout. Its metrics need a count, to come to an end.',
      }),
      experiment,
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
