import { object, type Infer } from '../../schema/index.ts';
import { deploymentFields } from '../kubernetes/params.ts';

/** Knobs of Recreate, named as in a Deployment's manifest. */
export const schema = object(deploymentFields, {
  default: {},
  label: 'Recreate',
  help: 'Everything old stops before anything new starts.',
});

export type Params = Infer<typeof schema>;
