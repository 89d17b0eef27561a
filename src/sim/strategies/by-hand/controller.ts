import type { Controller } from '../strategy.ts';
import { machine, refusal } from './machine.ts';
import type { Params } from './params.ts';

export const controller: Controller<Params> = {
  id: 'by-hand',
  minReady: () => 0,
  machine,
  refusal,
};
