import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';
import { conflictsIn } from './validate.ts';

export const blueGreen: Strategy<Params> = {
  ...controller,
  title: 'Blue/green',
  summary:
    'A whole second environment is built and tried, then all users are switched at once; the old one stands by for a while.',
  schema,
  conflicts: conflictsIn,
};
