import { HOUR, MINUTE, type Micros } from '../../kernel/index.ts';
import { duration, percent, plural } from '../../trace/format.ts';

/** `v2`, or the service as a whole. */
const whom = (population: string | null): string => (population === null ? 'the service' : population);

/** `the last 30 s`, `the last minute`, `the last 5 minutes`. */
export function lately(window: Micros): string {
  if (window === MINUTE) return 'the last minute';
  return `the last ${window % MINUTE === 0 && window < HOUR ? plural(window / MINUTE, 'minute') : duration(window)}`;
}

/** `38 requests to v2`. */
export const requestsTo = (requests: number, population: string | null): string =>
  `${plural(requests, 'request')} to ${whom(population)}`;

/** `there was no request to v2 in the last 30 s`. */
export const silence = (population: string | null, window: Micros): string =>
  `there was no request to ${whom(population)} in ${lately(window)}`;

/** A value in its unit: `5.3%`, `212 ms`, `3.2/s`; a bare number otherwise. */
export function inUnit(value: number, unit: 'share' | 'seconds' | 'perSecond' | 'score' | 'evidence'): string {
  if (unit === 'share') return percent(value);
  if (unit === 'seconds') return duration(Math.round(value * 1e6));
  return unit === 'perSecond' ? `${rounded(value)}/s` : rounded(value);
}

/** Three digits that matter, and no thousandths of large numbers. */
export const rounded = (value: number): string =>
  Math.abs(value) >= 1000 ? `${Math.round(value)}` : `${Number(value.toPrecision(3))}`;
