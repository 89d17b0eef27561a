import { area, curveMonotoneX, curveStepAfter, line } from 'd3-shape';
import { countUpTo, type Micros } from '../../../sim/index.ts';
import type { Scale } from '../../marks/scale.ts';

/** What is asked of a scale of time; the libraries' scales will do as well. */
export type TimeScale = ((at: Micros) => number) & { [K in 'domain' | 'range']: () => number[] } & Pick<Scale, 'invert'>;
export type ValueScale = (value: number) => number;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A staircase between two lists of values that hold from `at[i]` until `at[i + 1]`, the last one until `end`, as far as the scale reaches. */
export function stepArea(at: readonly Micros[], low: readonly number[], high: readonly number[], end: Micros, x: TimeScale, y: ValueScale): string {
  const { first, until } = inSight(at, x), last = until - 1;
  const path = area<number>().curve(curveStepAfter).x((i) => rounded(x(i < until ? within(at[i]!, x) : within(end, x))))
    .y0((i) => rounded(y(low[Math.min(i, last)]!))).y1((i) => rounded(y(high[Math.min(i, last)]!)));
  return first === until ? '' : (path(indexes(first, until + 1)) ?? '');
}

/** The upper edge of such a staircase. */
export function stepLine(at: readonly Micros[], values: readonly number[], end: Micros, x: TimeScale, y: ValueScale): string {
  const { first, until } = inSight(at, x), last = until - 1;
  const path = line<number>().curve(curveStepAfter).x((i) => rounded(x(i < until ? within(at[i]!, x) : within(end, x)))).y((i) => rounded(y(values[Math.min(i, last)]!)));
  return first === until ? '' : (path(indexes(first, until + 1)) ?? '');
}

/** A smooth line through the middles of buckets, with gaps where there is no value. */
export function bucketLine(at: readonly Micros[], width: Micros, values: readonly (number | null)[], x: TimeScale, y: ValueScale): string {
  return line<number>().curve(curveMonotoneX).defined((i) => values[i] !== null).x((i) => rounded(x(at[i]! + width / 2))).y((i) => rounded(y(values[i]!)))(bucketsInSight(at, x)) ?? '';
}

/** The band between two such lines. */
export function bucketBand(at: readonly Micros[], width: Micros, low: readonly (number | null)[], high: readonly (number | null)[], x: TimeScale, y: ValueScale): string {
  return area<number>().curve(curveMonotoneX).defined((i) => low[i] !== null && high[i] !== null).x((i) => rounded(x(at[i]! + width / 2)))
    .y0((i) => rounded(y(low[i]!))).y1((i) => rounded(y(high[i]!)))(bucketsInSight(at, x)) ?? '';
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
