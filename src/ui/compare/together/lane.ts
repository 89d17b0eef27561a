import { max } from 'd3-array';
import { oncePerTrace, rolloutFailures, SECOND, type Micros, type Trace } from '../../../sim/index.ts';
import { ticksOf } from './ticks.ts';

/** Requests that failed because of the rollout, by the second in which they did; only seconds with any. */
export const failedSeconds = oncePerTrace((trace: Trace): { at: Micros; failed: number }[] => {
  const bySecond = new Map<number, number>();
  for (const { at } of rolloutFailures(trace)) bySecond.set(Math.floor(at / SECOND), (bySecond.get(Math.floor(at / SECOND)) ?? 0) + 1);
  return [...bySecond].map(([second, failed]) => ({ at: second * SECOND, failed }));
});

/** The most of them in one second. */
export const worstSecond = (trace: Trace): number => max(failedSeconds(trace), ({ failed }) => failed) ?? 0;

/** A tick for each of those seconds, standing on a line. */
export const failedTicks = (trace: Trace, x: (at: Micros) => number, base: number, height: number, most: number): string =>
  ticksOf(failedSeconds(trace), x, base, height, most);
