import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';
import { conflictsIn } from './validate.ts';

export const canary: Strategy<Params> = {
  ...controller,
  title: 'Canary',
  summary: 'A few requests try the new version first; their share grows step by step, as long as nothing speaks against it.',
  schema,
  conflicts: conflictsIn,
};
