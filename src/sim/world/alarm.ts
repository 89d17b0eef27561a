import { PHASE, SECOND, type Calendar, type Micros } from '../kernel/index.ts';
import type { FactId } from '../trace/facts.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { Alarm } from '../trace/trace.ts';

/** Requests that have ended, and failed, since the last reading. */
export interface Readings {
  ended: number;
  failed: number;
}

/**
 * The pager. Every second it reads how many requests ended and failed, and fires when the failed share over its window exceeds
 * the limit. It tells people; it stops nothing.
 */
export function watch(
  alarm: Alarm,
  readings: Readings,
  calendar: Calendar,
  recorder: Recorder,
  horizon: Micros,
  fired: (cause: FactId) => void,
): void {
  const length = Math.max(1, Math.round(alarm.window / SECOND));
  const ended = new Uint32Array(length),
    failed = new Uint32Array(length);
  let endedSum = 0,
    failedSum = 0,
    second = 0,
    ringing = false;
  const read = (): void => {
    const place = second++ % length;
    endedSum += readings.ended - ended[place]!;
    failedSum += readings.failed - failed[place]!;
    ended[place] = readings.ended;
    failed[place] = readings.failed;
    readings.ended = readings.failed = 0;
    const failedShare = endedSum === 0 ? 0 : failedSum / endedSum;
    if (failedShare > alarm.failedAbove !== ringing) {
      ringing = !ringing;
      const cause = recorder.record(ringing ? 'alarm.fired' : 'alarm.cleared', { failedShare }, null);
      if (ringing) fired(cause);
    }
    if (calendar.now + SECOND <= horizon) calendar.call(calendar.now + SECOND, PHASE.sample, read);
  };
  calendar.call(SECOND, PHASE.sample, read);
}
