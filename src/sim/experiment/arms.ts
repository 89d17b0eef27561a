import { isMapping, type Json } from '../schema/index.ts';
import { edit, type Source } from '../scenario/index.ts';
import { strategyOf } from '../strategies/index.ts';
import type { Arm } from './arm.ts';
import { PRESETS } from './presets.ts';

/** Knobs that mean the same in every strategy that has them: what the world says about one holds for all. */
const SHARED = ['minReady', 'progressDeadline', 'maxSurge', 'maxUnavailable'];

/**
 * One world under several strategies. The strategy that the world itself uses keeps its parameters; any other gets its preset, and the
 * world's minimum ready time, deadline and bounds where it knows them.
 * @param ids of strategies, in the order of the rows
 * @throws RangeError when there is no such strategy
 */
export function strategyArms(source: Source, ids: readonly string[]): Arm[] {
  return ids.map((id) => ({ id, label: strategyOf(id).title, source: under(source, id) }));
}

function under(source: Source, id: string): Source {
  const own = source['strategy'];
  if (own === id || (isMapping(own) && Object.hasOwn(own, id))) return source;
  const changed = edit(source, 'strategy', id),
    kept = (changed['strategy'] as { [id: string]: Json })[id];
  const shared = isMapping(kept) ? Object.entries(kept).filter(([key]) => SHARED.includes(key)) : [];
  return { ...changed, strategy: { [id]: { ...PRESETS[id], ...Object.fromEntries(shared) } } };
}
