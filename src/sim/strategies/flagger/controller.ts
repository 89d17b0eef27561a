import { proberOf } from '../../analysis/judges/index.ts';
import type { Controller } from '../strategy.ts';
import type { Context } from './context.ts';
import { PRIMARY } from './environments.ts';
import { machine } from './machine.ts';
import { refusal } from './operator.ts';
import type { Params } from './params.ts';

export const controller: Controller<Params> = {
  id: 'flagger',
  before: () => ({ environment: PRIMARY, route: { weights: { [PRIMARY]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  autoscaled: ['primary'],
  machine,
  proberOf,
  refusal: (event, context) => refusal(event, context as Context),
};
