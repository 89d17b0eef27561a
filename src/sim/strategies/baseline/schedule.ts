import type { Micros } from '../../kernel/index.ts';
import type { AnalysisPhase } from '../../trace/route.ts';
import type { Params } from './params.ts';

type Knobs = Pick<Params, 'interval' | 'lifetime'>;

/** Time between two judgements; an interval longer than the whole comparison is cut to it. */
export const intervalOf = ({ interval, lifetime }: Knobs): Micros => Math.min(interval, lifetime);

/** How often the pair is judged. What is left of the lifetime after the last whole interval is not used. */
export const intervalsOf = (knobs: Knobs): number => Math.floor(knobs.lifetime / intervalOf(knobs));

/** How far back a judgement looks: to the beginning of the comparison, unless a fixed time is asked for. */
export const windowAt = ({ lookback }: Pick<Params, 'lookback'>, since: Micros, now: Micros): Micros => lookback ?? now - since;

/**
 * What the judgements so far come to. A failure ends the comparison at once, and so does one that could not be made; a marginal one
 * lets it go on, but the last has to be a pass.
 */
export function verdictOf(results: readonly AnalysisPhase[], intervals: number): 'goesOn' | 'passed' | 'failed' {
  const last = results.at(-1);
  if (last === 'Failed' || last === 'Error') return 'failed';
  if (results.length < intervals) return 'goesOn';
  return last === 'Successful' ? 'passed' : 'failed';
}
