import { area, line } from 'd3-shape';
import { format, oncePerTrace, type Micros, type Trace } from '../../../sim/index.ts';
import { valueOf } from './curve.ts';
import { sayMinutes, surplusBy, tollCurves } from './toll.ts';

/** What the lines of the chart may show. `isHarm`: more of it is worse for users, rather than only more. */
export interface Measure {
  id: string;
  label: string;
  title: string;
  isHarm: boolean;
  valueAt(trace: Trace, at: Micros): number;
  say(value: number): string;
}

export const MEASURES: readonly Measure[] = [
  { id: 'failed', label: 'Failed requests', title: 'Requests failed because of the rollout, so far', isHarm: true, valueAt: (trace, at) => valueOf(tollCurves(trace).failed, at), say: format.count },
  { id: 'hurt', label: 'Users hurt', title: 'Users hurt by the rollout, so far', isHarm: true, valueAt: (trace, at) => valueOf(tollCurves(trace).hurt, at), say: format.count },
  { id: 'servers', label: 'Servers', title: 'Servers that exist, starting and stopping ones included', isHarm: false, valueAt: (trace, at) => valueOf(tollCurves(trace).servers, at), say: format.count },
  { id: 'surplus', label: 'Cost', title: 'Server-minutes above the steady state, so far', isHarm: false, valueAt: surplusBy, say: sayMinutes },
];

/** A gap with its sign: `+1,508`, `−3`, `±0`. */
export function sayGap(measure: Measure, gap: number): string {
  const size = measure.say(Math.abs(gap)).replace(/^\+/, '');
  return size === '0' ? '±0' : `${gap > 0 ? '+' : '−'}${size}`;
}

/** Instants that a line is drawn through: finer than a pixel of any small chart. */
export const SAMPLES = 480;

/** A measure at evenly spaced instants from 0 to an end; past its own horizon a run stays as it ended. */
export function sampled(measure: Measure, trace: Trace, end: Micros): readonly number[] {
  const known = samplesOf(trace), key = `${measure.id}/${end}`;
  let values = known.get(key);
  if (values === undefined) {
    values = Array.from({ length: SAMPLES + 1 }, (_, i) => measure.valueAt(trace, (i / SAMPLES) * end));
    known.set(key, values);
  }
  return values;
}

const samplesOf = oncePerTrace((): Map<string, readonly number[]> => new Map());

type Scale = (value: number) => number;

const rounded = (value: number): number => Math.round(value * 10) / 10;

export const linePath = (values: readonly number[], width: number, y: Scale): string =>
  line<number>((_, i) => rounded((i / SAMPLES) * width), (value) => rounded(y(value)))(values) ?? '';

/** The area between two lines, where the first is above the second and where it is below. */
export function bandPaths(values: readonly number[], against: readonly number[], width: number, y: Scale): { above: string; below: string } {
  const between = (pick: (a: number, b: number) => number): string =>
    values.every((value, i) => pick(value, against[i]!) === against[i]) ? ''
      : (area<number>().x((_, i) => rounded((i / SAMPLES) * width)).y0((_, i) => rounded(y(against[i]!))).y1((value, i) => rounded(y(pick(value, against[i]!))))([...values]) ?? '');
  return { above: between(Math.max), below: between(Math.min) };
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
