import { SECOND, type Micros } from '../../../sim/index.ts';
import { SPEEDS } from '../../player/clock.ts';

/** So long should it take on the wall to see a window, stops left out. */
const WATCHED_SECONDS = 26;

const timesApart = (one: number, other: number): number => Math.max(one / other, other / one);

/** The speed at which a window takes about as long as one likes to watch. */
export function speedFor({ from, to }: { from: Micros; to: Micros }): number {
  const wanted = (to - from) / SECOND / WATCHED_SECONDS;
  return SPEEDS.reduce<number>((best, speed) => (timesApart(speed, wanted) < timesApart(best, wanted) ? speed : best), SPEEDS[0]);
}

/** A speed as the time bar shows it. */
export const saySpeed = (speed: number): string => (speed < 1 ? '¼×' : `${speed}×`);
