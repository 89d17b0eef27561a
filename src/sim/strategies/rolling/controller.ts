import type { DeploymentContext } from '../kubernetes/chart.ts';
import { refusal } from '../kubernetes/refusal.ts';
import type { Controller } from '../strategy.ts';
import { machine } from './machine.ts';
import type { Params } from './params.ts';

export const controller: Controller<Params> = {
  id: 'rolling',
  minReady: ({ minReady }) => minReady,
  machine,
  refusal: (event, context) => refusal(event, context as DeploymentContext<Params>),
};
