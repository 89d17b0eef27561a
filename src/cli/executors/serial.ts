import { playRange, type Plan, type Row, type RunRange } from '../../sim/index.ts';
import { CannotPlay, troubleLines } from '../trouble.ts';
import type { Executor } from './executor.ts';

/** One run after the other, in this process. */
export const serial: Executor = {
  play: async (plan, range, arrived) => playHere(plan, range, arrived),
  close: () => Promise.resolve(),
};

/** @throws CannotPlay when an arm cannot be played */
export function playHere(plan: Plan, range: RunRange, arrived: (rows: readonly Row[]) => void = () => undefined): Row[] {
  const rows: Row[] = [];
  try {
    for (const row of playRange(plan, range)) {
      rows.push(row);
      arrived([row]);
    }
  } catch (error) {
    const { id } = plan.arms[(range.from + rows.length) % plan.arms.length]!;
    throw new CannotPlay(troubleLines(error, id));
  }
  return rows;
}
