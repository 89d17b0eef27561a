import { drawnAt, type CurveGap, type Guess, type Truth } from '../../../lessons/index.ts';
import { countUpTo, type Micros } from '../../../sim/index.ts';
import { stepLine, type TimeScale } from '../../views/lanes/paths.ts';

type Points = Extract<Guess, { kind: 'curve' }>['points'];
type Curve = Extract<Truth, { kind: 'curve' }>;

/** A drawn line laid over what happened, as paths in pixels. */
export interface Overlay {
  truth: string;
  drawn: string;
  /** All the room between the two. */
  gap: string;
  /** The stretch of time around the widest gap in which it is at least half as wide; null when the two are as good as the same. */
  widest: { from: Micros; to: Micros } | null;
}

/** Instants that are looked at to both sides of the widest gap. */
const SAMPLES = 400;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** @param gap how far the line is off, as it was scored; null when nothing is to be pointed at */
export function overlayOf(points: Points, { steps, window }: Curve, gap: CurveGap | null, x: TimeScale, y: (value: number) => number): Overlay {
  const wasAt = (at: Micros): number => steps.value[Math.max(0, countUpTo(steps.at, at) - 1)] ?? 0;
  const turns = [...new Set([window.from, ...steps.at, ...points.map(([at]) => at), window.to])].filter((at) => at >= window.from && at <= window.to).sort((a, b) => a - b);
  const pieces = turns.slice(1).flatMap((to, i) => {
    const from = turns[i]!;
    // Between two turns the drawn line is straight, so that two instants within tell both of its ends, even where it jumps.
    const early = drawnAt(points, from + (to - from) / 4), late = drawnAt(points, from + ((to - from) * 3) / 4);
    return [{ from, to, was: wasAt(from), drawn: [early + (early - late) / 2, late + (late - early) / 2] as const }];
  });
  const p = (at: Micros, value: number): string => `${rounded(x(at))},${rounded(y(value))}`;
  return {
    truth: stepLine(pieces.map(({ from }) => from), pieces.map(({ was }) => was), window.to, x, y),
    drawn: pieces.map(({ from, to, drawn: [left, right] }, i) => `${i === 0 ? 'M' : 'L'}${p(from, left)}L${p(to, right)}`).join(''),
    gap: pieces.map(({ from, to, was, drawn: [left, right] }) => `M${p(from, was)}L${p(to, was)}L${p(to, right)}L${p(from, left)}Z`).join(''),
    widest: gap === null || gap.isExact ? null : stretchAround(gap.worst, window, (at) => Math.abs(drawnAt(points, at) - wasAt(at))),
  };
}

function stretchAround({ at, drawn, was }: CurveGap['worst'], window: Curve['window'], gapAt: (at: Micros) => number): { from: Micros; to: Micros } {
  const step = (window.to - window.from) / SAMPLES, wide = Math.abs(drawn - was) / 2;
  let from = at, to = at;
  while (from - step >= window.from && gapAt(from - step) >= wide) from -= step;
  while (to + step <= window.to && gapAt(to + step) >= wide) to += step;
  return { from: Math.round(from), to: Math.round(to) };
}
