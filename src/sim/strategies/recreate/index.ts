import type { DeploymentContext } from '../kubernetes/chart.ts';
import { refusal } from '../kubernetes/refusal.ts';
import type { Strategy } from '../strategy.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';

export const recreate: Strategy<Params> = {
  id: 'recreate',
  title: 'Recreate',
  summary: 'Everything old stops before anything new starts: no two versions at once, and an outage in between.',
  schema,
  minReady: ({ minReady }) => minReady,
  machine,
  refusal: (event, context) => refusal(event, context as DeploymentContext<Params>),
};
