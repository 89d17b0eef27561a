import { play } from '../../../src/sim/play.ts';
import type { Trace } from '../../../src/sim/index.ts';
import { RUNNERS } from '../../../src/ui/front/race/arms.ts';
import { stripOf } from '../../../src/ui/front/race/strip-of.ts';
import type { Strip } from '../../../src/ui/front/race/strip.ts';

/** One strategy of the race, as it was played, and as the page knows it. */
export interface Raced { id: string; label: string; trace: Trace; strip: Strip }

const known = new Map<number, Promise<readonly Raced[]>>();

/** The whole race under a seed, played as the page's workers do. */
export function raced(seed: number): Promise<readonly Raced[]> {
  const before = known.get(seed);
  if (before !== undefined) return before;
  const runs = Promise.all(
    RUNNERS.map(async ({ id, label, scenario }): Promise<Raced> => {
      const trace = await play(scenario, { seed });
      return { id, label, trace, strip: stripOf(trace) };
    }),
  );
  known.set(seed, runs);
  return runs;
}
