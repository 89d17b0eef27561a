import { formatDuration, parseDuration } from '../../../sim/index.ts';

/** Lengths of time that people choose, in seconds: one press goes to the next. */
const RUNGS = [
  0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 480, 600, 900, 1200, 1800, 3600,
  7200, 14_400, 28_800, 86_400,
];

/** The duration one rung up or down from what is written, within bounds in seconds; null when it cannot be read or is at the end. */
export function rung(written: string, by: -1 | 1, min = 0, max = Infinity): string | null {
  const value = parseDuration(written);
  if (value === null) return null;
  const seconds = value / 1_000_000;
  const rungs = RUNGS.filter((candidate) => candidate >= min && candidate <= max);
  const next = by > 0 ? rungs.find((candidate) => candidate > seconds) : rungs.findLast((candidate) => candidate < seconds);
  return next === undefined ? null : formatDuration(next * 1_000_000);
}

/** A rate such as `60/s`, half or twice, rounded to what a person would say; null when it cannot be read. */
export function scaledRate(written: string, by: -1 | 1): string | null {
  const [, amount, unit] = /^\s*([\d.]+)\s*(\/\s*\w+)?\s*$/.exec(written) ?? [];
  const value = Number(amount);
  if (!Number.isFinite(value) || value <= 0) return null;
  const scaled = by > 0 ? value * 1.25 : value / 1.25;
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(scaled)) - 1);
  const rounded = Math.max(digit, Math.round(scaled / digit) * digit);
  return `${rounded === value ? value + by * digit : rounded}${unit ?? '/s'}`;
}
