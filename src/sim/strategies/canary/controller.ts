import { proberOf } from '../../analysis/judges/index.ts';
import type { Controller } from '../strategy.ts';
import type { CanaryContext } from './context.ts';
import { machine } from './machine.ts';
import type { Params } from './params.ts';
import { poolsOf } from './pools.ts';
import { refusal } from './refusal.ts';

export const controller: Controller<Params> = {
  id: 'canary',
  before: ({ trafficRouting }, stable) => ({ route: { weights: trafficRouting === null ? null : { [stable]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  machine,
  proberOf,
  pools: (context) => poolsOf(context as CanaryContext),
  refusal: (event, context) => refusal(event, context as CanaryContext),
};
