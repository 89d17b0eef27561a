import type { Micros } from '../../kernel/index.ts';

/**
 * Whether a replica counts as available: ready for at least `minReady`, without a break.
 * @param readySince instant of the last change to ready; null = not ready
 * @param minReady the strategy's minReadySeconds; 0 = available as soon as ready
 */
export const isPodAvailable = (readySince: Micros | null, minReady: Micros, now: Micros): boolean =>
  readySince !== null && readySince + minReady <= now;
