import { STRATEGIES } from '../strategies/index.ts';
import { oneKeyOf, type Schema } from '../schema/index.ts';
import type { StrategyChoice } from './types.ts';

/** The parameters of every strategy, by its id: what may stand under `strategy:`. */
export const STRATEGY_SCHEMAS: Readonly<Record<string, Schema<unknown>>> = Object.fromEntries(
  STRATEGIES.map(({ id, schema }) => [id, schema]),
);

export const strategySchema: Schema<StrategyChoice> = oneKeyOf(STRATEGY_SCHEMAS, {
  label: 'Strategy',
  help: 'How the next revision is brought into service.',
});
