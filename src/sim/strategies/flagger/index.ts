import type { Strategy } from '../strategy.ts';
import { conflicts } from './conflicts.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';

export const flagger: Strategy<Params> = {
  ...controller,
  title: 'Flagger',
  summary: 'A canary beside the primary gets more traffic with every tick whose checks pass; then the primary is updated.',
  schema,
  conflicts,
};
