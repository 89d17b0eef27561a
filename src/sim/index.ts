/** The one door of the engine: what programs, the terminal and the pages may use. */
import * as analysis from './analysis/index.ts';

export { analysis };
export * from './expectation/index.ts';
export * from './experiment/index.ts';
export * from './kernel/index.ts';
export * from './metrics/index.ts';
export { run, type RunOptions } from './run.ts';
export * from './scenario/index.ts';
export {
  didYouMean,
  fields,
  formatDuration,
  formatPercent,
  formatRate,
  isMapping,
  parseDuration,
  parsePercent,
  parseRate,
  read,
  type Fault,
  type Infer,
  type Schema,
} from './schema/index.ts';
export { STRATEGIES, strategyOf } from './strategies/index.ts';
export type { Strategy } from './strategies/strategy.ts';
export * from './trace/index.ts';
