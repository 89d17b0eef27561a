import { HOUR, MILLISECOND, MINUTE, SECOND } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';

// Our own formatter: a locale or an engine must never change a byte of a golden file, a table or a slide.

/** `1042` → `1,042`. */
export const count = (amount: number): string => {
  const digits = Math.abs(Math.round(amount))
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return amount <= -0.5 ? `−${digits}` : digits;
};

/** `3, 'request'` → `3 requests`; irregular plurals are given. */
export const plural = (amount: number, one: string, many = `${one}s`): string => `${count(amount)} ${amount === 1 ? one : many}`;

const two = (amount: number): string => amount.toFixed(0).padStart(2, '0');

/** An instant as a clock shows it: `4:41`, `1:04:41`; parts of a second are dropped, as clocks do. */
export function clock(at: Micros): string {
  const whole = Math.floor(Math.max(0, at) / SECOND);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** An instant to the millisecond: `4:41.250`. */
export const clockFine = (at: Micros): string =>
  `${clock(at)}.${Math.floor((at % SECOND) / MILLISECOND)
    .toFixed(0)
    .padStart(3, '0')}`;

/** A length of time with its unit, as exact as a person needs: `0 s`, `12 ms`, `8.2 s`, `42 s`, `1:58 min`, `2:03:00 h`. */
export function duration(length: Micros): string {
  if (length === 0) return '0 s';
  if (length < MILLISECOND) return 'under 1 ms';
  if (length < SECOND) return `${Math.min(999, Math.round(length / MILLISECOND))} ms`;
  if (Math.round(length / (SECOND / 10)) < 100) return `${trim((length / SECOND).toFixed(1))} s`;
  const whole = Math.round(length / SECOND) * SECOND;
  if (whole < MINUTE) return `${whole / SECOND} s`;
  return `${clock(whole)} ${whole < HOUR ? 'min' : 'h'}`;
}

/** A long round period in words: `30 days`, `1 hour`, `90 s`. */
export function period(length: Micros): string {
  const day = 24 * HOUR;
  if (length >= day && length % day === 0) return plural(length / day, 'day');
  if (length >= HOUR && length % HOUR === 0) return plural(length / HOUR, 'hour');
  return duration(length);
}

/**
 * A share as per cent with the digits that matter. Only everything is `100%` and only nothing is `0%`: when something failed, as many
 * nines are shown as it takes to see it.
 */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  if (share < 0) return `−${percent(-share)}`;
  if (share >= 10) return `${count(share * 100)}%`;
  const value = share * 100;
  for (let digits = value >= 10 && value < 90 ? 0 : 1; digits <= 4; digits++) {
    const text = value.toFixed(digits);
    const rounded = Number(text);
    const isEnough = value >= 1 || digits >= 2 || rounded >= 1;
    if (rounded !== 0 && (rounded !== 100 || value === 100) && isEnough) return `${trim(text)}%`;
  }
  return value < 1 ? 'under 0.0001%' : value < 100 ? 'over 99.9999%' : '100%';
}

/** An amount of money without a currency, in hundredths; smaller amounts get the digits they need, down to a hundredth of a hundredth. */
export function money(amount: number): string {
  const size = Math.abs(amount);
  const sign = amount < 0 ? '−' : '';
  if (size < 0.0001) return '0.00';
  if (size >= 0.1) return sign + size.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
  return sign + trim(size.toFixed(size < 0.01 ? 4 : 3));
}

/** A plain number to a sensible precision: `1.3`, `0.42`, `12`. */
export const decimal = (amount: number): string => {
  const size = Math.abs(amount);
  return trim(amount.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)).replace('-', '−');
};

/** A name made of parts and humps as people say it: `rollingOut.progressing` → `rolling out: progressing`. */
export const spoken = (name: string): string =>
  name.replaceAll('.', ': ').replace(/[a-z][A-Z]/g, ([last, first]) => `${last} ${first!.toLowerCase()}`);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** Drops zeros behind the decimal point. */
const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
