import type { Strategy } from '../strategy.ts';
import { AT_REST, type Context } from './context.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';
import { refusal } from './refusal.ts';
import { PRODUCTION } from './sets.ts';
import { conflictsIn } from './validate.ts';

export const baseline: Strategy<Params> = {
  id: 'baseline',
  title: 'Canary against a baseline',
  summary: 'The new version is compared with as many fresh servers of the old one; only if it passes does production take it.',
  schema,
  before: () => ({ environment: PRODUCTION, route: AT_REST }),
  minReady: ({ minReady }) => minReady,
  conflicts: conflictsIn,
  machine,
  refusal: (event, context) => refusal(event, context as Context),
};
