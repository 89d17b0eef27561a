import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';

export const byHand: Strategy<Params> = {
  ...controller,
  title: 'By hand',
  summary: 'The olden days: people stop all servers, copy the release to each, and start them again.',
  schema,
};
