import { SECOND, type Micros } from '../../../sim/index.ts';

/** A failure that would be less than this tall is drawn as tall: one lost request must not vanish beside a thousand. */
const TALL_LEAST = 2.5;

/**
 * A tick for each second with failures, standing on a line.
 * @param most failures in a second that are as tall as `height`
 */
export const ticksOf = (seconds: readonly { at: Micros; failed: number }[], x: (at: Micros) => number, base: number, height: number, most: number): string =>
  seconds
    .map(({ at, failed }) => {
      const tall = Math.max(TALL_LEAST, (failed / Math.max(1, most)) * height);
      return `M${x(at + SECOND / 2).toFixed(1)},${base}v${(-tall).toFixed(1)}`;
    })
    .join('');
