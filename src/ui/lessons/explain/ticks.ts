import { format, MINUTE, type Micros } from '../../../sim/index.ts';
import { timeTicks } from '../../views/lanes/ticks.ts';

/** Room that the label of a tick takes, CSS pixels. */
const ROOM = 78;

/** Round instants of a part of a run. */
export function clockTicks({ from, to }: { from: Micros; to: Micros }, width: number): Micros[] {
  const [first = 0, second = to - from] = timeTicks(to - from, width, ROOM),
    step = second - first;
  const begins = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - begins) / step) + 1 }, (_, i) => begins + i * step);
}

/** An instant on an axis: hours and minutes are enough where a tick is a round minute of a long day. */
export const sayTick = (at: Micros): string => (at >= 60 * MINUTE && at % MINUTE === 0 ? format.clock(at).slice(0, -3) : format.clock(at));
