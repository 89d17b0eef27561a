import { type Micros, oncePerTrace, type Trace } from '../../../sim/index.ts';
import type { Band, ChartLabel, Line } from './chart.ts';
import { SAMPLES } from './chart.ts';
import { sayGap, type Measure } from './measures.ts';

/** One strategy's run. */
export interface Run { id: string; label: string; trace: Trace }

/** A measure at evenly spaced instants from 0 to an end; past its own horizon a run stays as it ended. */
export function sampled(measure: Measure, trace: Trace, end: Micros): readonly number[] {
  const known = samplesOf(trace), key = `${measure.id}/${end}`;
  let values = known.get(key);
  if (values === undefined) known.set(key, (values = sample(measure, trace, end, SAMPLES)));
  return values;
}

const samplesOf = oncePerTrace((): Map<string, readonly number[]> => new Map());

/** As `sampled`, with so many steps, and not kept. */
export const sample = (measure: Measure, trace: Trace, end: Micros, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => measure.valueAt(trace, (i / steps) * end));

export const linesOf = (runs: readonly Run[], measure: Measure, end: Micros): Line[] => runs.map(({ id, trace }) => ({ id, values: sampled(measure, trace, end) }));

/** Between each line and the reference's: where it is above and where it is below. */
export function gapBands(lines: readonly Line[], reference: string, { isHarm }: Measure): Band[] {
  const held = lines.find(({ id }) => id === reference)?.values;
  if (held === undefined) return [];
  return lines.flatMap(({ id, values }): Band[] => {
    const isEver = (above: boolean): boolean => values.some((value, i) => (above ? value > held[i]! : value < held[i]!));
    return [
      ...(isEver(true) ? [{ id, low: held, high: values.map((value, i) => Math.max(value, held[i]!)), look: isHarm ? 'worse' : 'more' } as const] : []),
      ...(isEver(false) ? [{ id, low: values.map((value, i) => Math.min(value, held[i]!)), high: held, look: 'less' } as const] : []),
    ];
  });
}

/** What each line has come to at an instant, and how far that is from the reference. */
export function gapLabels(runs: readonly Run[], reference: string, measure: Measure, at: Micros): ChartLabel[] {
  const held = runs.find(({ id }) => id === reference);
  return runs.map(({ id, label, trace }) => {
    const value = measure.valueAt(trace, at), gap = held === undefined || id === reference ? null : value - measure.valueAt(held.trace, at);
    return { id, label, value: measure.say(value), gap: gap === null ? '' : sayGap(measure, gap), range: '', isHarm: measure.isHarm && (gap ?? 0) > 0, at: value };
  });
}
