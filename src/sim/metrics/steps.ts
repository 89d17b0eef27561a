import type { Micros } from '../kernel/index.ts';
import { countUpTo } from '../trace/index.ts';

/** Total time in [from, to] during which `holds(i)`, where step `i` lasts from `at[i]` until `at[i + 1]`. */
export function timeWhile(at: readonly Micros[], from: Micros, to: Micros, holds: (step: number) => boolean): Micros {
  return integrate(at, from, to, (step) => (holds(step) ? 1 : 0));
}

/** Area under a step function between two instants. */
export function integrate(at: readonly Micros[], from: Micros, to: Micros, height: (step: number) => number): number {
  let area = 0;
  for (let step = Math.max(0, countUpTo(at, from) - 1); step < at.length && at[step]! < to; step++) {
    const begins = Math.max(from, at[step]!);
    const ends = Math.min(to, at[step + 1] ?? to);
    if (ends > begins) area += (ends - begins) * height(step);
  }
  return area;
}
