import { conflictsIn } from '../side-by-side/conflicts.ts';
import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { kind } from './kind.ts';
import { schema, type Params } from './params.ts';

export const shadow: Strategy<Params> = {
  ...controller,
  title: 'Shadow traffic',
  summary: 'The new version gets copies of real requests beside the stable one, which goes on answering every user.',
  schema,
  conflicts: (params) => conflictsIn(kind, params),
};
