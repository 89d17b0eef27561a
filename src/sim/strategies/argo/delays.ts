import { SECOND, type Micros } from '../../kernel/index.ts';

/** Who asks: only blue/green and canaries with traffic routing wait before they take servers away. */
export type Delayed = 'blueGreen' | 'canaryRouted' | 'canaryBasic' | 'none';

const DEFAULT_DELAY: Micros = 30 * SECOND;
const waits = (who: Delayed): boolean => who === 'blueGreen' || who === 'canaryRouted';

/**
 * How long the servers of the former stable stay up after a promotion, so that every router can learn of it.
 * @param given null = not given: 30 seconds
 */
export const scaleDownDelay = (who: Delayed, given: Micros | null): Micros => (waits(who) ? (given ?? DEFAULT_DELAY) : 0);

/** How long the rejected servers stay up after an abort. */
export interface AbortDelay {
  /** Null = for ever: an explicit zero means that they are never taken away. */
  delay: Micros | null;
  /** The user asked for it; without asking, a canary with dynamicStableScale does not wait. */
  explicit: boolean;
}

export function abortScaleDownDelay(who: Delayed, given: Micros | null): AbortDelay {
  if (!waits(who)) return { delay: 0, explicit: given !== null };
  if (given === null) return { delay: DEFAULT_DELAY, explicit: false };
  return { delay: given === 0 ? null : given, explicit: true };
}
