import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';

export const recreate: Strategy<Params> = {
  ...controller,
  title: 'Recreate',
  summary: 'Everything old stops before anything new starts: no two versions at once, and an outage in between.',
  schema,
};
