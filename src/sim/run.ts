import { conduct, type RunOptions } from './conduct.ts';
import type { Scenario } from './scenario/types.ts';
import { strategyOf } from './strategies/index.ts';
import type { Trace } from './trace/trace.ts';

export type { RunOptions };

/**
 * Plays a scenario to its horizon. The same scenario and seed give the same trace, to the byte, on every engine.
 * @throws EventLimitError when the run needs more events than allowed
 * @throws RangeError when there is no such strategy; a validated scenario never names one
 */
export const run = (scenario: Scenario, options?: RunOptions): Trace =>
  conduct(scenario, strategyOf(scenario.strategy.kind), options);
