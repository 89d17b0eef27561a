import type { Strategy } from '../strategy.ts';
import type { CanaryContext } from './context.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';
import { poolsOf } from './pools.ts';
import { refusal } from './refusal.ts';
import { conflictsIn } from './validate.ts';

export const canary: Strategy<Params> = {
  id: 'canary',
  title: 'Canary',
  summary: 'A few requests try the new version first; their share grows step by step, as long as nothing speaks against it.',
  schema,
  before: ({ trafficRouting }, stable) => ({ route: { weights: trafficRouting === null ? null : { [stable]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  conflicts: conflictsIn,
  machine,
  pools: (context) => poolsOf(context as CanaryContext),
  refusal: (event, context) => refusal(event, context as CanaryContext),
};
