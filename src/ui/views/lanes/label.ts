import type { Micros } from '../../../sim/index.ts';
import type { TimeScale, ValueScale } from './paths.ts';

/**
 * Where labels stand inside a band: in each of the longest stretches in which it is at least `room` pixels tall, at most `most` of them,
 * from left to right. A stretch must be `need` pixels wide and reach `share` of the band's greatest height. A label stands near the start of its stretch.
 */
export function labelSpots(at: readonly Micros[], low: readonly number[], high: readonly number[], end: Micros, x: TimeScale, y: ValueScale, room: number, most = 2, need = 30, share = 0.6): { x: number; y: number }[] {
  const tallest = Math.max(...high.map((value, i) => value - low[i]!));
  const isTall = (i: number): boolean => Math.abs(y(low[i]!) - y(high[i]!)) >= room && high[i]! - low[i]! > tallest * share;
  const stretches: { from: number; to: number; i: number }[] = [];
  let open = -1;
  for (let i = 0; i <= at.length; i++) {
    const tall = i < at.length && isTall(i);
    if (tall && open < 0) open = i;
    if (tall || open < 0) continue;
    stretches.push({ from: x(at[open]!), to: x(i < at.length ? at[i]! : end), i: open });
    open = -1;
  }
  const chosen = stretches.filter(({ from, to }) => to - from > need).sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, most);
  return chosen.sort((a, b) => a.from - b.from).map(({ from, to, i }) => {
    // The name belongs where the band has come to its height, if that is wide enough for it.
    const inside = at.map((_, j) => j).filter((j) => j >= i && x(at[j]!) < to);
    const height = Math.max(...inside.map((j) => high[j]! - low[j]!));
    const full = inside.find((j) => high[j]! - low[j]! > height * 0.9 && x(at[j]!) + need < to);
    const start = full === undefined ? from : Math.max(from, x(at[full]!));
    const target = start + Math.min(22, (to - start - need) / 2 + 4);
    let here = i;
    while (here + 1 < at.length && x(at[here + 1]!) <= target + 8) here++;
    return { x: target, y: (y(low[here]!) + y(high[here]!)) / 2 + 4 };
  });
}
