import { max } from 'd3-array';
import { oncePerTrace, rolloutFailures, SECOND, type Micros, type Trace } from '../../../sim/index.ts';

/** Requests that failed because of the rollout, by the second in which they did; only seconds with any. */
export const failedSeconds = oncePerTrace((trace: Trace): { at: Micros; failed: number }[] => {
  const bySecond = new Map<number, number>();
  for (const { at } of rolloutFailures(trace)) bySecond.set(Math.floor(at / SECOND), (bySecond.get(Math.floor(at / SECOND)) ?? 0) + 1);
  return [...bySecond].map(([second, failed]) => ({ at: second * SECOND, failed }));
});

/** The most of them in one second. */
export const worstSecond = (trace: Trace): number => max(failedSeconds(trace), ({ failed }) => failed) ?? 0;

/** A failure that would be less than this tall is drawn as tall: one lost request must not vanish beside a thousand. */
const TALL_LEAST = 2.5;

/** A tick for each second with failures, standing on a line. */
export function failedTicks(trace: Trace, x: (at: Micros) => number, base: number, height: number, most: number): string {
  return failedSeconds(trace)
    .map(({ at, failed }) => {
      const tall = Math.max(TALL_LEAST, (failed / Math.max(1, most)) * height);
      return `M${x(at + SECOND / 2).toFixed(1)},${base}v${(-tall).toFixed(1)}`;
    })
    .join('');
}
