import { format, MINUTE, type Micros } from '../../../sim/index.ts';

/** Room that the label of a tick takes, CSS pixels. */
export const TICK_ROOM = 78;

/** An instant on an axis: hours and minutes are enough where a tick is a round minute of a long day. */
export const sayTick = (at: Micros): string => (at >= 60 * MINUTE && at % MINUTE === 0 ? format.clock(at).slice(0, -3) : format.clock(at));
