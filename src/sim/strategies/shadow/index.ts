import type { Context } from '../side-by-side/context.ts';
import { conflictsIn } from '../side-by-side/conflicts.ts';
import { refusal } from '../side-by-side/refusal.ts';
import { PRIMARY } from '../side-by-side/state.ts';
import type { Strategy } from '../strategy.ts';
import { kind } from './kind.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';

export const shadow: Strategy<Params> = {
  id: 'shadow',
  title: 'Shadow traffic',
  summary: 'The new version gets copies of real requests beside the stable one, which goes on answering every user.',
  schema,
  before: () => ({ environment: PRIMARY, route: { weights: { [PRIMARY]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  conflicts: (params) => conflictsIn(kind, params),
  machine,
  refusal: (event, context) => refusal(kind, event, context as Context),
};
