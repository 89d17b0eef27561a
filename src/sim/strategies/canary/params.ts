import { flag, integer, intOrPercent, object, orNone, type Infer } from '../../schema/index.ts';
import { backgroundFields } from '../argo/analysis-params.ts';
import { rolloutFields } from '../argo/params.ts';
import { steps, WEIGHT_MAX } from './params-steps.ts';

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
          ...backgroundFields,
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
