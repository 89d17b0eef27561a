import { proberOf } from '../../analysis/judges/index.ts';
import type { Context } from '../side-by-side/context.ts';
import { refusal } from '../side-by-side/refusal.ts';
import { PRIMARY } from '../side-by-side/state.ts';
import type { Controller } from '../strategy.ts';
import { kind } from './kind.ts';
import { machine } from './machine.ts';
import type { Params } from './params.ts';

export const controller: Controller<Params> = {
  id: 'ab-test',
  before: () => ({ environment: PRIMARY, route: { weights: { [PRIMARY]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  machine,
  proberOf,
  refusal: (event, context) => refusal(kind, event, context as Context),
};
