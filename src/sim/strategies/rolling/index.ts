import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { schema, type Params } from './params.ts';

export const rolling: Strategy<Params> = {
  ...controller,
  title: 'Rolling update',
  summary: 'New servers come as old ones go, a few at a time, while the service goes on.',
  schema,
};
