import { format, HOUR, MINUTE, SECOND } from '../../../sim/index.ts';
import type { Quantity } from '../../../lessons/index.ts';

/** What a guess is measured on: from nothing to `most`, in steps of `step` by hand and of `leap` at a time. */
export interface Scale {
  most: number;
  step: number;
  leap: number;
  /** What a value is multiplied by in a field of numbers: shares are typed as per cent. */
  times: number;
  /** Where the axis has its labels, the ends among them. */
  ticks: readonly number[];
  /** A value with its unit. */
  say(value: number): string;
  /** A value as it stands on the axis. */
  tick(value: number): string;
}

/** No hand aims finer than a part of the scale as small as that. */
const STEPS = 200;
const LEAPS = 20;
/** Spaces between labels, at most. */
const SPACES = 5;

const LENGTHS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 6, 12].map((hours) => hours * HOUR),
];

/** The smallest of 1, 2 and 5 times a power of ten that is no less. */
function roundUp(least: number): number {
  let power = 1;
  while (power > least) power /= 10;
  while (power * 10 <= least) power *= 10;
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least)!;
}

function ticksTo(most: number, every: number): number[] {
  const ticks: number[] = [];
  for (let value = 0; value < most - every / 2; value += every) ticks.push(value);
  return [...ticks, most];
}

const shortLength = (length: number): string => {
  if (length === 0) return '0';
  const [unit, name] = length % HOUR === 0 ? [HOUR, 'h'] : length % MINUTE === 0 ? [MINUTE, 'min'] : [SECOND, 's'];
  return `${format.decimal(length / unit)} ${name}`;
};

/** Lengths of time, in simulated microseconds. */
export function lengths(most: number): Scale {
  const atLeast = (least: number): number => LENGTHS.find((length) => length >= least) ?? most;
  return {
    most, step: atLeast(most / STEPS), leap: atLeast(most / LEAPS), ticks: ticksTo(most, atLeast(most / SPACES)),
    times: 1, say: format.duration, tick: shortLength,
  };
}

/** Things that are counted. */
export const counts = (most: number, one: string, many = `${one}s`): Scale => ({
  most, step: roundUp(Math.max(1, most / STEPS)), leap: roundUp(Math.max(1, most / LEAPS)), ticks: ticksTo(most, roundUp(most / SPACES)),
  times: 1, say: (value) => format.plural(value, one, many), tick: format.count,
});

/** The height of a curve: servers, which come in one piece, a share, or a rate. */
export function heights({ unit }: Pick<Quantity, 'unit'>, most: number): Scale {
  if (unit === 'share') return { most, step: most / 20, leap: most / 4, times: 100, ticks: ticksTo(most, most / 4), say: format.percent, tick: format.percent };
  const isWhole = unit === 'servers',
    least = isWhole ? 1 : 0,
    even = Array.from({ length: most }, (_, i) => i + 1).find((every) => most % every === 0 && most / every <= SPACES)!;
  return {
    most, step: Math.max(least, roundUp(most / 40)), leap: Math.max(least, roundUp(most / 8)), ticks: ticksTo(most, isWhole ? even : roundUp(most / SPACES)),
    times: 1, say: (value) => (isWhole ? `${format.count(value)} of ${format.plural(most, 'server')}` : `${format.decimal(value)} ${unit}`), tick: format.decimal,
  };
}
