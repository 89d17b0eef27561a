import { SECOND, type Micros } from '../../kernel/index.ts';
import type { Params } from './params.ts';

const SHORTEST_TICK: Micros = 10 * SECOND;

/** Time from one tick to the next; Flagger ticks every 10 seconds at most. */
export const tickInterval = ({ interval }: Pick<Params, 'interval'>): Micros => Math.max(interval, SHORTEST_TICK);
