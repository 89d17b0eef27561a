import { format, MINUTE, parseDuration, type Micros } from '../../../sim/index.ts';
import type { ControlSpec } from '../../../lessons/index.ts';

/** Whether a control sets an instant of the run, which is read off a clock, rather than a length of time. */
export const isInstant = ({ path }: Pick<ControlSpec, 'path'>): boolean => path.endsWith('.at');

/** A control's value as a person reads it: `14:30` on the clock of the run, or `30 s`. */
export function sayValue(control: Pick<ControlSpec, 'path'>, written: string): string {
  const value = parseDuration(written);
  if (value === null) return written;
  return isInstant(control) ? hourOf(value) : format.duration(value);
}

/** An instant to the minute, in hours and minutes: `2:30`. */
export function hourOf(at: Micros): string {
  const minutes = Math.round(at / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
