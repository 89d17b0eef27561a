import { setImmediate as breathe } from 'node:timers/promises';
import { playRange, type Plan, type Row, type RunRange } from '../../sim/index.ts';
import { troubleLines } from '../trouble.ts';
import type { Answer } from './answers.ts';

/** Time to play before one looks up. */
const SLICE_MS = 100;

/**
 * Plays a shard in slices, so that the process hears what goes on around it.
 * @param between is asked after every slice; when it says no, the rest is not played
 * @returns null when it was stopped
 * @throws whatever is a fault of ours
 */
export async function playShard(plan: Plan, shard: RunRange, between: () => Promise<boolean>): Promise<Answer['of'] | null> {
  const rows: Row[] = [];
  let since = performance.now();
  try {
    for (const row of playRange(plan, shard)) {
      rows.push(row);
      if (performance.now() - since < SLICE_MS) continue;
      await breathe();
      if (!(await between())) return null;
      since = performance.now();
    }
    return { rows };
  } catch (error) {
    troubleLines(error, '');
    return { cannot: shard.from + rows.length };
  }
}
