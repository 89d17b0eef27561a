import type { DeploymentContext } from '../kubernetes/chart.ts';
import { refusal } from '../kubernetes/refusal.ts';
import type { Strategy } from '../strategy.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';

export const rolling: Strategy<Params> = {
  id: 'rolling',
  title: 'Rolling update',
  summary: 'New servers come as old ones go, a few at a time, while the service goes on.',
  schema,
  minReady: ({ minReady }) => minReady,
  machine,
  refusal: (event, context) => refusal(event, context as DeploymentContext<Params>),
};
