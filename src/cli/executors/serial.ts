import { setImmediate as breathe } from 'node:timers/promises';
import { playRange, type Plan, type Row, type RunRange } from '../../sim/index.ts';
import { CannotPlay, troubleLines } from '../trouble.ts';
import type { Executor } from './executor.ts';

/** Time to play before files that are being written get on. */
const SLICE_MS = 100;

/** One run after the other, in this process. */
export const serial: Executor = {
  play: async (plan, range, arrived) => {
    const rows: Row[] = [];
    let since = performance.now();
    for (const row of playing(plan, range)) {
      rows.push(row);
      arrived([row]);
      if (performance.now() - since < SLICE_MS) continue;
      await breathe();
      since = performance.now();
    }
    return rows;
  },
  close: () => Promise.resolve(),
};

/** All at once, while nothing else goes on. @throws CannotPlay when an arm cannot be played */
export const playHere = (plan: Plan, range: RunRange): Row[] => [...playing(plan, range)];

function* playing(plan: Plan, range: RunRange): Generator<Row, void, void> {
  let run = range.from;
  try {
    for (const row of playRange(plan, range)) {
      run++;
      yield row;
    }
  } catch (error) {
    throw new CannotPlay(troubleLines(error, plan.arms[run % plan.arms.length]!.id));
  }
}
