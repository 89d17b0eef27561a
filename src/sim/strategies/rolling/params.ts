import { intOrPercent, object, type Infer } from '../../schema/index.ts';
import { deploymentFields } from '../kubernetes/params.ts';

/** Knobs of a rolling update, named as in a Deployment's manifest. */
export const schema = object(
  {
    maxSurge: intOrPercent({
      default: '25%',
      percentMax: 1_000,
      label: 'Surge (maxSurge)',
      help: 'How many servers above the wanted number may run during the update; a percentage rounds up.',
    }),
    maxUnavailable: intOrPercent({
      default: '25%',
      label: 'Unavailable (maxUnavailable)',
      help: 'How many servers below the wanted number may be available during the update; a percentage rounds down.',
    }),
    ...deploymentFields,
  },
  { default: {}, label: 'Rolling update', help: 'New servers come as old ones go, a few at a time.' },
);

export type Params = Infer<typeof schema>;
