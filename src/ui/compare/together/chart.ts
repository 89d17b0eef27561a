import { area, line } from 'd3-shape';

/** Steps that a line of one run is drawn with: finer than a pixel of any small chart. */
export const SAMPLES = 480;

/** Values at evenly spaced instants, from the start of the clock to its end. */
export interface Line { id: string; values: readonly number[] }
/** The room between two such lines. `worse`: harm; `more` and `less`: neither good nor bad; `spread`: where most runs are. */
export interface Band { id: string; low: readonly number[]; high: readonly number[]; look: 'worse' | 'more' | 'less' | 'spread' }
/** What stands beside a line at the playhead. */
export interface ChartLabel { id: string; label: string; value: string; gap: string; range: string; isHarm: boolean; at: number }

type Scale = (value: number) => number;

const rounded = (value: number): number => Math.round(value * 10) / 10;

export const linePath = (values: readonly number[], width: number, y: Scale): string =>
  line<number>((_, i) => rounded((i / (values.length - 1)) * width), (value) => rounded(y(value)))(values) ?? '';

export const bandPath = ({ low, high }: Pick<Band, 'low' | 'high'>, width: number, y: Scale): string =>
  area<number>((_, i) => rounded((i / (high.length - 1)) * width), (_, i) => rounded(y(low[i]!)), (value) => rounded(y(value)))(high) ?? '';

/** The least and the greatest of all that is drawn, nothing included. */
export function extentOf(lines: readonly Pick<Line, 'values'>[], bands: readonly Pick<Band, 'low' | 'high'>[]): [number, number] {
  let [least, most] = [0, 1];
  for (const values of [...lines.map((each) => each.values), ...bands.flatMap(({ low, high }) => [low, high])])
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  return [least, most];
}

/** Moves labels up and down, as little as it takes, until they stand `gap` apart between two ends; their order stays. */
export function apart(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = wanted.map(() => 0);
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(least, wanted[i]!);
    least = placed[i]! + gap;
  }
  let most = bottom;
  for (const i of order.reverse()) {
    placed[i] = Math.min(most, placed[i]!);
    most = placed[i]! - gap;
  }
  return placed;
}
