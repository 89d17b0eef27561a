import type { Micros } from '../../../sim/index.ts';
import type { Layer } from './strip.ts';

type Scale = (value: number) => number;
const n = (value: number): number => Math.round(value * 10) / 10;

/** A staircase between two lists of values that hold from `at[i]` until `at[i + 1]`, the last one until `end`; nothing where it has no height. */
export function stairs(at: readonly Micros[], { low, high }: Pick<Layer, 'low' | 'high'>, end: Micros, x: Scale, y: Scale): string {
  return at
    .map((from, i) => {
      const left = n(x(from)), right = n(x(at[i + 1] ?? end)), bottom = n(y(low[i]!));
      return high[i] === low[i] || left === right ? '' : `M${left},${bottom}V${n(y(high[i]!))}H${right}V${bottom}z`;
    })
    .join('');
}
