import type { Strategy } from '../strategy.ts';
import type { Context } from './context.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';
import { poolsOf } from './pools.ts';
import { refusal } from './refusal.ts';
import { conflictsIn } from './validate.ts';
import { routeOf } from './route.ts';
import { begin } from './state.ts';

export const blueGreen: Strategy<Params> = {
  id: 'blue-green',
  title: 'Blue/green',
  summary:
    'A whole second environment is built and tried, then all users are switched at once; the old one stands by for a while.',
  schema,
  before: (params, stable) => ({ route: routeOf(params, begin(stable)) }),
  minReady: ({ minReady }) => minReady,
  conflicts: conflictsIn,
  autoscaled: ['active'],
  machine,
  pools: (context) => poolsOf(context as Context),
  refusal: (event, context) => refusal(event, context as Context),
};
