import type { Micros } from '../../../sim/index.ts';
import type { TimeScale, ValueScale } from './paths.ts';

/** Where a label fits inside a band: at the start of the longest stretch in which the band is at least `room` pixels tall. Null when none is wide enough. */
export function longestStretch(at: readonly Micros[], low: readonly number[], high: readonly number[], end: Micros, x: TimeScale, y: ValueScale, room: number): { x: number; y: number } | null {
  let best: { from: number; to: number; i: number } | null = null, open = -1;
  const close = (i: number, until: Micros): void => {
    if (open < 0) return;
    const from = x(at[open]!), to = x(until);
    if (to - from > 34 && (!best || to - from > best.to - best.from)) best = { from, to, i: open };
    open = -1;
  };
  for (let i = 0; i < at.length; i++) {
    const tall = Math.abs(y(low[i]!) - y(high[i]!)) >= room;
    if (tall && open < 0) open = i;
    if (!tall) close(i, at[i]!);
  }
  close(at.length - 1, end);
  if (!best) return null;
  // In the middle third the band is mostly tall all around; the label stands at its start and half-way up what is there.
  const stretch = best as { from: number; to: number; i: number };
  const target = stretch.to - stretch.from > 240 ? stretch.from + 12 : (stretch.from + stretch.to) / 2 - 8;
  let here = stretch.i;
  while (here + 1 < at.length && x(at[here + 1]!) <= target + 8) here++;
  return { x: target, y: (y(low[here]!) + y(high[here]!)) / 2 + 4 };
}
