import type { Strategy } from '../strategy.ts';
import { machine, refusal } from './machine.ts';
import { schema, type Params } from './params.ts';

export const byHand: Strategy<Params> = {
  id: 'by-hand',
  title: 'By hand',
  summary: 'The olden days: people stop all servers, copy the release to each, and start them again.',
  schema,
  minReady: () => 0,
  machine,
  refusal,
};
