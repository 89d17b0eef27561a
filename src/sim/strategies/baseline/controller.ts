import { proberOf } from '../../analysis/judges/index.ts';
import type { Controller } from '../strategy.ts';
import { AT_REST, type Context } from './context.ts';
import { machine } from './machine.ts';
import type { Params } from './params.ts';
import { refusal } from './refusal.ts';
import { PRODUCTION } from './sets.ts';

export const controller: Controller<Params> = {
  id: 'baseline',
  before: () => ({ environment: PRODUCTION, route: AT_REST }),
  minReady: ({ minReady }) => minReady,
  machine,
  proberOf,
  refusal: (event, context) => refusal(event, context as Context),
};
