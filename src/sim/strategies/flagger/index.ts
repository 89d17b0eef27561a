import type { Strategy } from '../strategy.ts';
import { conflicts } from './conflicts.ts';
import type { Context } from './context.ts';
import { PRIMARY } from './environments.ts';
import { machine } from './machine.ts';
import { refusal } from './operator.ts';
import { schema, type Params } from './params.ts';

export const flagger: Strategy<Params> = {
  id: 'flagger',
  title: 'Flagger',
  summary: 'A canary beside the primary gets more traffic with every tick whose checks pass; then the primary is updated.',
  schema,
  conflicts,
  before: () => ({ environment: PRIMARY, route: { weights: { [PRIMARY]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  autoscaled: ['primary'],
  machine,
  refusal: (event, context) => refusal(event, context as Context),
};
