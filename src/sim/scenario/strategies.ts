import { schema as byHand } from '../strategies/by-hand/params.ts';
import { schema as recreate } from '../strategies/recreate/params.ts';
import { schema as rolling } from '../strategies/rolling/params.ts';
import { oneKeyOf, type Schema } from '../schema/index.ts';
import type { StrategyChoice } from './types.ts';

/** The parameters of every strategy, by its id: what may stand under `strategy:`. */
export const STRATEGY_SCHEMAS = { 'by-hand': byHand, recreate, rolling } as const;

export const strategySchema: Schema<StrategyChoice> = oneKeyOf(STRATEGY_SCHEMAS, {
  label: 'Strategy',
  help: 'How the next revision is brought into service.',
});
