import { HOUR, MILLISECOND, MINUTE, SECOND, type Micros } from '../../../kernel/index.ts';

const UNITS: Readonly<Record<string, Micros>> = { h: HOUR, m: MINUTE, s: SECOND, ms: MILLISECOND, us: 1, µs: 1, ns: 0.001 };

/** A duration as Go programs read it: `90s`, `1h30m`, `1.5m`, `0`. Null when it is none, or less than nothing. */
export function parseGoDuration(text: string): Micros | null {
  if (text === '0') return 0;
  if (text.length > 40 || !/^\+?(?:(?:\d+\.?\d*|\.\d+)(?:h|ms|m|s|us|µs|ns))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|ns)/g)) total += Number(amount) * UNITS[unit!]!;
  return Math.round(total);
}
