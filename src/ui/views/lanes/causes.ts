import type { FailureCause } from '../../../sim/index.ts';
import { causeWord, textWidth } from '../../marks/words.ts';
import { labelSpots } from './label.ts';
import type { FailedLayer } from './shapes.ts';
import type { TimeScale, ValueScale } from './paths.ts';

interface Failures { at: number[]; width: number; failed: number[]; stack: FailedLayer[] }
/** `inside`: upon the failures themselves, where they are tall enough to carry a word. */
export interface CauseLabel { cause: FailureCause; x: number; y: number; anchor: 'start' | 'middle' | 'end'; inside: boolean }

/** Names each cause just above the highest point of its failures, the costliest first; later ones step up until they collide with nothing. */
export function placeCauses(failures: Failures, x: TimeScale, y: ValueScale, height: number): CauseLabel[] {
  const width = x.range()[1]!;
  const [from, to] = x.domain() as [number, number];
  const isInSight = (bucket: number): boolean => failures.at[bucket]! + failures.width > from && failures.at[bucket]! < to;
  const taken: { from: number; to: number; y: number }[] = [{ from: width - 84, to: width, y: height - 6 }];
  const labels: CauseLabel[] = [];
  for (const layer of [...failures.stack].sort((a, b) => b.total - a.total)) {
    const length = textWidth(causeWord(layer.cause), 12);
    const end = x.invert(width);
    const inside = labelSpots(failures.at, layer.low, layer.high, end, x, y, 17, 1, length + 18, 0)[0];
    if (inside) {
      labels.push({ cause: layer.cause, x: inside.x, y: Math.min(height - 6, Math.max(inside.y, 14)), anchor: 'start', inside: true });
      continue;
    }
    let peak = -1, most = 0;
    layer.high.forEach((high, i) => {
      if (isInSight(i) && high - layer.low[i]! > most) [peak, most] = [i, high - layer.low[i]!];
    });
    if (peak < 0) continue;
    const middle = x(failures.at[peak]! + failures.width / 2);
    const anchor = middle < length / 2 ? 'start' : middle > width - length / 2 ? 'end' : 'middle';
    const left = anchor === 'start' ? 0 : anchor === 'end' ? width - length : middle - length / 2;
    let top = y(0);
    failures.failed.forEach((value, i) => {
      const here = x(failures.at[i]!);
      if (isInSight(i) && here >= left - 4 && here <= left + length + 4) top = Math.min(top, y(value));
    });
    let label = Math.min(height - 6, top - 5);
    const collides = (): boolean => taken.some((t) => left < t.to + 6 && left + length > t.from - 6 && Math.abs(t.y - label) < 13);
    while (label > 11 && collides()) label -= 3;
    // Failures that fill the lane carry their word on a halo across their peak.
    label = Math.max(11, label);
    if (collides()) continue;
    taken.push({ from: left, to: left + length, y: label });
    labels.push({ cause: layer.cause, x: anchor === 'start' ? 0 : anchor === 'end' ? width : middle, y: label, anchor, inside: false });
  }
  return labels;
}
