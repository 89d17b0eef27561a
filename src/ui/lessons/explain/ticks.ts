import { format, HOUR, MINUTE, type Micros } from '../../../sim/index.ts';
import { hourOf } from '../plan/words.ts';

/** Room that the label of a tick takes, CSS pixels. */
export const TICK_ROOM = 78;

/** An instant on an axis that ends at `to`: hours and minutes are enough where a tick is a round minute of a long day. */
export const sayTick = (at: Micros, to: Micros): string => (to >= HOUR && at % MINUTE === 0 ? hourOf(at) : format.clock(at));
