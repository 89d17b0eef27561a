import { area, curveMonotoneX, curveStepAfter, line } from 'd3-shape';
import type { ScaleLinear } from 'd3-scale';
import type { Micros } from '../../../sim/index.ts';

export type TimeScale = ScaleLinear<number, number>;
export type ValueScale = ScaleLinear<number, number> | ((value: number) => number);

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A staircase between two lists of values that hold from `at[i]` until `at[i + 1]`, the last one until `end`. */
export function stepArea(at: readonly Micros[], low: readonly number[], high: readonly number[], end: Micros, x: TimeScale, y: ValueScale): string {
  const path = area<number>().curve(curveStepAfter).x((i) => rounded(x(i < at.length ? at[i]! : end)))
    .y0((i) => rounded(y(low[Math.min(i, at.length - 1)]!))).y1((i) => rounded(y(high[Math.min(i, at.length - 1)]!)));
  return at.length === 0 ? '' : (path(indexes(at.length + 1)) ?? '');
}

/** The upper edge of such a staircase. */
export function stepLine(at: readonly Micros[], values: readonly number[], end: Micros, x: TimeScale, y: ValueScale): string {
  const path = line<number>().curve(curveStepAfter).x((i) => rounded(x(i < at.length ? at[i]! : end))).y((i) => rounded(y(values[Math.min(i, at.length - 1)]!)));
  return at.length === 0 ? '' : (path(indexes(at.length + 1)) ?? '');
}

/** A smooth line through the middles of buckets, with gaps where there is no value. */
export function bucketLine(at: readonly Micros[], width: Micros, values: readonly (number | null)[], x: TimeScale, y: ValueScale): string {
  return line<number>().curve(curveMonotoneX).defined((i) => values[i] !== null).x((i) => rounded(x(at[i]! + width / 2))).y((i) => rounded(y(values[i]!)))(indexes(at.length)) ?? '';
}

/** The band between two such lines. */
export function bucketBand(at: readonly Micros[], width: Micros, low: readonly (number | null)[], high: readonly (number | null)[], x: TimeScale, y: ValueScale): string {
  return area<number>().curve(curveMonotoneX).defined((i) => low[i] !== null && high[i] !== null).x((i) => rounded(x(at[i]! + width / 2)))
    .y0((i) => rounded(y(low[i]!))).y1((i) => rounded(y(high[i]!)))(indexes(at.length)) ?? '';
}

const indexes = (length: number): number[] => Array.from({ length }, (_, i) => i);
