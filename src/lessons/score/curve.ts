import { countUpTo, format, type Micros } from '../../sim/index.ts';
import type { Quantity, Steps } from '../spec/quantities.ts';

/** How far a drawn curve is from what happened. */
export interface CurveGap {
  /** Mean distance over the window, as a share of the scale: 0 is exact. */
  area: number;
  /** Where it is farthest off, and the two values there. */
  worst: { at: Micros; drawn: number; was: number };
  /** So near that no gap is worth speaking of. */
  isExact: boolean;
  says: string;
}

type Points = readonly (readonly [at: Micros, value: number])[];

/** A drawn curve goes in straight lines from point to point, and on level before the first and after the last. */
export function drawnAt(points: Points, at: Micros): number {
  const after = countUpTo(
    points.map(([instant]) => instant),
    at,
  );
  const left = points[after - 1],
    right = points[after];
  if (left === undefined) return right?.[1] ?? 0;
  if (right === undefined) return left[1];
  return left[1] + ((right[1] - left[1]) * (at - left[0])) / (right[0] - left[0]);
}

/** Instants of the window at which the two are compared: as fine as a person can draw. */
const SAMPLES = 400;
/** A mean distance below this share of the scale is as good as none: nobody draws finer. */
const EXACT = 0.03;
/** The least widest gap, as a share of the scale, that is told. */
const GAP_TOLD = 0.05;

/**
 * @param most the top of the scale, which the area is a share of
 */
export function curveGap(
  points: Points,
  truth: Steps,
  window: { from: Micros; to: Micros },
  most: number,
  { label, unit }: Pick<Quantity, 'label' | 'unit'>,
): CurveGap {
  let area = 0,
    worst = { at: window.from, drawn: 0, was: 0 },
    gapMost = -1;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const at = Math.round(window.from + ((window.to - window.from) * (sample + 0.5)) / SAMPLES),
      drawn = drawnAt(points, at),
      was = truth.value[Math.max(0, countUpTo(truth.at, at) - 1)] ?? 0,
      gap = Math.abs(drawn - was);
    area += gap / most / SAMPLES;
    if (gap > gapMost) [gapMost, worst] = [gap, { at, drawn, was }];
  }
  const isExact = area < EXACT || gapMost / most < GAP_TOLD;
  return { area, worst, isExact, says: sentence(area, worst, isExact, label, unit) };
}

function sentence(
  area: number,
  { at, drawn, was }: CurveGap['worst'],
  isExact: boolean,
  label: string,
  unit: Quantity['unit'],
): string {
  const said = (value: number): string => (unit === 'share' ? format.percent(value) : format.decimal(value));
  const overall =
    area < EXACT
      ? 'Your line is as good as exact'
      : area < 0.12
        ? 'Your line is close'
        : area < 0.3
          ? 'Your line is off in parts'
          : 'Your line is far off';
  if (isExact) return `${overall}.`;
  return `${overall}. The gap is widest at ${format.clock(at)}: you drew ${said(drawn)}, and there were ${said(was)} (${label}).`;
}
