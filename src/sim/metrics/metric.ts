import { HOUR, SECOND } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { format } from '../trace/index.ts';

/** What a value is counted in. Durations are microseconds, shares 0…1; `times` is a ratio. */
export type Unit = 'share' | 'requests' | 'users' | 'duration' | 'servers' | 'serverHours' | 'money' | 'times' | 'flips';

/** One number about a whole run. */
export interface Metric {
  id: string;
  label: string;
  unit: Unit;
  better: 'lower' | 'higher' | 'neither';
  /** One or two sentences: what exactly is counted. */
  explains: string;
  /** Null when the run holds no such thing (no rollback: no rollback time). */
  measure(trace: Trace): number | null;
}

/** A value as people read it: `97.3%`, `2:31 min`, `1,042`; `–` when there is none. */
export function said(unit: Unit, value: number | null): string {
  if (value === null) return '–';
  if (unit === 'share') return format.percent(value);
  if (unit === 'duration') return format.duration(value);
  if (unit === 'money') return format.money(value);
  if (unit === 'times') return `${format.decimal(value)}×`;
  if (unit === 'serverHours') return `${format.decimal(value)} h`;
  return format.count(value);
}

/** A value as machines read it: durations in seconds, everything else as it is. */
export const exported = (unit: Unit, value: number | null): number | null =>
  value !== null && unit === 'duration' ? value / SECOND : value;

/** The unit of an exported value, in words. */
export const EXPORTED_UNITS: Record<Unit, string> = {
  share: 'share 0-1',
  requests: 'requests',
  users: 'users',
  duration: 'seconds',
  servers: 'servers',
  serverHours: 'server-hours',
  money: 'money',
  times: 'times',
  flips: 'flips',
};

/** Microseconds of servers as hours of servers. */
export const toHours = (length: number): number => length / HOUR;
