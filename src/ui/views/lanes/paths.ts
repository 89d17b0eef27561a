import { countUpTo, type Micros } from '../../../sim/index.ts';
import { smooth, smoothBetween, steps, stepsBetween } from '../../marks/curve.ts';
import type { Scale } from '../../marks/scale.ts';

/** What is asked of a scale of time; the libraries' scales will do as well. */
export type TimeScale = ((at: Micros) => number) & { [K in 'domain' | 'range']: () => number[] } & Pick<Scale, 'invert'>;
export type ValueScale = (value: number) => number;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A staircase between two lists of values that hold from `at[i]` until `at[i + 1]`, the last one until `end`, as far as the scale reaches. */
export function stepArea(at: readonly Micros[], low: readonly number[], high: readonly number[], end: Micros, x: TimeScale, y: ValueScale): string {
  const { rows, xs } = stairs(at, end, x);
  return stepsBetween(xs, rows.map((i) => rounded(y(low[i]!))), rows.map((i) => rounded(y(high[i]!))));
}

/** The upper edge of such a staircase. */
export function stepLine(at: readonly Micros[], values: readonly number[], end: Micros, x: TimeScale, y: ValueScale): string {
  const { rows, xs } = stairs(at, end, x);
  return steps(rows.map((row, i) => [xs[i]!, rounded(y(values[row]!))]));
}

/** Which values a staircase shows, and where each begins; the last one is there twice, for its own end. */
function stairs(at: readonly Micros[], end: Micros, x: TimeScale): { rows: number[]; xs: number[] } {
  const { first, until } = inSight(at, x), rows = indexes(first, until);
  if (rows.length === 0) return { rows, xs: [] };
  return { rows: [...rows, until - 1], xs: [...rows.map((i) => at[i]!), end].map((instant) => rounded(x(within(instant, x)))) };
}

/** A smooth line through the middles of buckets, with gaps where there is no value. */
export function bucketLine(at: readonly Micros[], width: Micros, values: readonly (number | null)[], x: TimeScale, y: ValueScale): string {
  return runsOf(bucketsInSight(at, x), (i) => values[i] !== null).map((run) => smooth(run.map((i) => [rounded(x(at[i]! + width / 2)), rounded(y(values[i]!))]))).join('');
}

/** The band between two such lines. */
export function bucketBand(at: readonly Micros[], width: Micros, low: readonly (number | null)[], high: readonly (number | null)[], x: TimeScale, y: ValueScale): string {
  const points = (run: readonly number[], values: readonly (number | null)[]) => run.map((i) => [rounded(x(at[i]! + width / 2)), rounded(y(values[i]!))] as const);
  return runsOf(bucketsInSight(at, x), (i) => low[i] !== null && high[i] !== null).map((run) => smoothBetween(points(run, low), points(run, high))).join('');
}

/** Stretches in a row of which something holds. */
function runsOf(rows: readonly number[], holds: (row: number) => boolean): number[][] {
  const runs: number[][] = [];
  let isOpen = false;
  for (const row of rows) {
    if (!holds(row)) isOpen = false;
    else if (isOpen) runs.at(-1)!.push(row);
    else isOpen = runs.push([row]) > 0;
  }
  return runs;
}

/** Which of ascending instants a scale shows: the last one at or before its start, and all up to its end. A day of seconds is long, and a few minutes of it are not. */
function inSight(at: readonly Micros[], x: TimeScale): { first: number; until: number } {
  const [from, to] = x.domain() as [Micros, Micros];
  return { first: Math.max(0, countUpTo(at, from) - 1), until: countUpTo(at, to) };
}
const within = (at: Micros, x: TimeScale): Micros => Math.min(Math.max(at, x.domain()[0]!), x.domain()[1]!);
const bucketsInSight = (at: readonly Micros[], x: TimeScale): number[] => {
  const { first, until } = inSight(at, x);
  return indexes(first, until);
};
const indexes = (first: number, until: number): number[] => Array.from({ length: Math.max(0, until - first) }, (_, i) => first + i);
