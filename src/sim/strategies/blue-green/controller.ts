import { proberOf } from '../../analysis/judges/index.ts';
import type { Controller } from '../strategy.ts';
import type { Context } from './context.ts';
import { machine } from './machine.ts';
import type { Params } from './params.ts';
import { poolsOf } from './pools.ts';
import { refusal } from './refusal.ts';
import { routeOf } from './route.ts';
import { begin } from './state.ts';

export const controller: Controller<Params> = {
  id: 'blue-green',
  before: (params, stable) => ({ route: routeOf(params, begin(stable)) }),
  minReady: ({ minReady }) => minReady,
  autoscaled: ['active'],
  machine,
  proberOf,
  pools: (context) => poolsOf(context as Context),
  refusal: (event, context) => refusal(event, context as Context),
};
