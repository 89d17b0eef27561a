import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';
import { conflictsIn } from './validate.ts';

export const baseline: Strategy<Params> = {
  ...controller,
  title: 'Canary against a baseline',
  summary: 'The new version is compared with as many fresh servers of the old one; only if it passes does production take it.',
  schema,
  conflicts: conflictsIn,
};
