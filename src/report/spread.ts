/** How values lie on the scale of their column, in pixels: a bar where runs are, and below the bars where the mean lies. */
export interface Spread {
  bars: { x: number; y: number; width: number; height: number }[];
  /** Ends of the mean's interval; null where there is none. */
  interval: readonly [number, number] | null;
  mean: number;
}

const SLOTS = 24;
const PITCH = 4;

/** Of a drawing: its bars stand on `floor`, and the mean lies on `level`. */
export const SPREAD = { width: SLOTS * PITCH, height: 26, floor: 18, level: 22.5 } as const;

export function spreadOf(
  { values, mean, low, high }: { values: readonly number[]; mean: number; low: number | null; high: number | null },
  extent: readonly [number, number],
): Spread {
  const counts = slotsOf(values, extent, SLOTS),
    most = Math.max(1, ...counts),
    [from, to] = extent;
  const x = (value: number): number => {
    const share = to > from ? (value - from) / (to - from) : 0.5;
    return Math.min(1, Math.max(0, share)) * (SPREAD.width - PITCH) + PITCH / 2 - 0.5;
  };
  return {
    bars: counts.flatMap((count, slot) => {
      const height = Math.max(2, (count / most) * SPREAD.floor);
      return count === 0 ? [] : [{ x: slot * PITCH, y: SPREAD.floor - height, width: PITCH - 1, height }];
    }),
    interval: low === null || high === null ? null : [x(low), x(high)],
    mean: x(mean),
  };
}

/** How values lie between two ends: so many in each of some slots of one width. */
export function slotsOf(values: readonly number[], [from, to]: readonly [number, number], slots: number): number[] {
  const counts = Array.from({ length: slots }, () => 0);
  for (const value of values) {
    const place = to > from ? Math.floor(((value - from) / (to - from)) * slots) : Math.floor(slots / 2);
    counts[Math.min(slots - 1, Math.max(0, place))]!++;
  }
  return counts;
}
