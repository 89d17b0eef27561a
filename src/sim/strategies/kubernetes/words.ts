import { SECOND, type Micros } from '../../kernel/index.ts';

/** `1 v2 server`, `5 v2 servers`, `no v2 server`. */
export const servers = (count: number, revision = ''): string =>
  `${count === 0 ? 'no' : count} ${revision === '' ? '' : `${revision} `}${count === 1 || count === 0 ? 'server' : 'servers'}`;

/** `is` or `are`, as the count wants. */
export const are = (count: number): string => (count === 1 || count === 0 ? 'is' : 'are');

/** `it` or `them`, as the count wants. */
export const them = (count: number): string => (count === 1 ? 'it' : 'them');

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const MINUTE_SECONDS = 60,
  HOUR_SECONDS = 3_600;

/** A duration in its largest fitting unit, as a person says it: `10 minutes`, `1 hour`, `90 seconds`. */
export function spoken(duration: Micros): string {
  const seconds = duration / SECOND;
  const [count, unit] =
    seconds % HOUR_SECONDS === 0
      ? [seconds / HOUR_SECONDS, 'hour']
      : seconds % MINUTE_SECONDS === 0
        ? [seconds / MINUTE_SECONDS, 'minute']
        : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Who is still missing: `2 of 4 v2 servers are not up yet`, `none of the 4 v2 servers is up yet`, `the v2 server is not up yet`. */
export function stillMissing(missing: number, of: number, revision: string, what: string): string {
  if (of === 1) return `the ${revision} server is not ${what} yet`;
  if (missing === of) return `none of the ${servers(of, revision)} is ${what} yet`;
  return `${missing} of ${servers(of, revision)} ${are(missing)} not ${what} yet`;
}

/** `the last v1 server`, `the last 2 v1 servers`. */
export const theLast = (count: number, revision: string): string =>
  `the last ${count === 1 ? `${revision} server` : servers(count, revision)}`;
