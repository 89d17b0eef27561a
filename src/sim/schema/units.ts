import { DAY, HOUR, MILLISECOND, MINUTE, SECOND, type Micros } from '../kernel/time.ts';

const UNITS: readonly (readonly [unit: string, length: Micros])[] = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', MILLISECOND],
  ['us', 1],
];

/** `90s`, `1h30m`, `1.5s`, `250ms`, `2d`: each unit at most once, the largest first. Null when it is no duration. */
export function parseDuration(text: string): Micros | null {
  if (text === '0') return 0;
  if (text.length > 40 || !/^(?:\d+(?:\.\d+)?(?:d|h|ms|m|s|us))+$/.test(text)) return null;
  let total = 0,
    last = -1;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(d|h|ms|m|s|us)/g)) {
    const index = UNITS.findIndex(([name]) => name === unit);
    if (index <= last) return null;
    total += Math.round(Number(amount) * UNITS[index]![1]);
    last = index;
  }
  return Number.isFinite(total) ? total : null;
}

/** The shortest way to write a duration: `1m30s`, `1.5s`, `250ms`. `parseDuration` reads it back exactly. */
export function formatDuration(micros: Micros): string {
  if (micros === 0) return '0s';
  if (micros < MILLISECOND) return `${micros}us`;
  if (micros < SECOND) return `${micros / MILLISECOND}ms`;
  let text = '',
    rest = micros;
  for (const [unit, length] of UNITS.slice(0, 3)) {
    const whole = Math.floor(rest / length);
    if (whole > 0) text += `${whole}${unit}`;
    rest -= whole * length;
  }
  if (rest === 0) return text;
  return text + (rest < MILLISECOND ? `${rest}us` : rest < SECOND ? `${rest / MILLISECOND}ms` : `${rest / SECOND}s`);
}

/** `25%` → 0.25. Null when it is no percentage. */
export function parsePercent(text: string): number | null {
  if (text.length > 24 || !/^\d+(?:\.\d+)?%$/.test(text)) return null;
  // The decimal point moves in the text: 99.9 / 100 would not be exactly 0.999.
  return Number(`${text.slice(0, -1)}e-2`);
}

/** 0.25 → `25%`, to six decimals of a percent. */
export const formatPercent = (share: number): string => `${Math.round(share * 1e8) / 1e6}%`;

const PER_SECOND: Record<string, number> = { s: 1, m: 60, min: 60, h: 3600 };

/** `60/s`, `90/m`, `3600/h` → a rate per second. Null when it is no rate. */
export function parseRate(text: string): number | null {
  const match = text.length > 40 ? null : /^(\d+(?:\.\d+)?)\s*\/\s*(s|m|min|h)$/.exec(text);
  return match ? Number(match[1]) / PER_SECOND[match[2]!]! : null;
}

/** A rate per second as people write it: `60/s`. */
export const formatRate = (perSecond: number): string => `${Math.round(perSecond * 1e6) / 1e6}/s`;
