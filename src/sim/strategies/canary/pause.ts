import type { Micros } from '../../kernel/index.ts';
import type { CanaryStatus } from './state.ts';

/**
 * Whether a pause step is over: strictly more than its time has passed since the pause was noted, or a person has ended it.
 * @param duration null = only a person ends it
 */
export function pauseCompleted(
  duration: Micros | null,
  { pause, controllerPause }: Pick<CanaryStatus, 'pause' | 'controllerPause'>,
  now: Micros,
): boolean {
  if (pause === null) return controllerPause;
  return duration !== null && now > pause.since + duration;
}

/** The first instant at which the pause is over; null = time alone never ends it. */
export const pauseEnds = (duration: Micros | null, { pause }: Pick<CanaryStatus, 'pause'>): Micros | null =>
  pause === null || duration === null ? null : pause.since + duration + 1;
