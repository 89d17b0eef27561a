import { cellOf, type Cell } from '../cell.ts';
import type { Contrast } from '../comparison.ts';
import type { Outcome } from '../../metrics/index.ts';
import type { Row } from '../play.ts';
import { scaled } from './axis.ts';
import type { Grid } from './grid.ts';
import { kneeOf, type Knee } from './knee.ts';
import type { SweepMetric } from './sweep-metric.ts';
import { pairedOf, type Paired } from './paired.ts';

/** One metric over the whole grid. All lists are by point, row by row, except `knees`. */
export interface SweptMetric {
  measured: SweepMetric;
  /** Null where nothing could be played. */
  cells: readonly (Cell | null)[];
  /** From the point that the others are held against. */
  fromBase: readonly (Contrast | null)[];
  /** From the next point to the left. */
  fromPrevious: readonly (Contrast | null)[];
  /** Point with the best mean; null where neither is better, or nothing is known. */
  best: number | null;
  /** Not worse than the best beyond chance; null where the runs are too few to say. */
  asGood: readonly (boolean | null)[];
  /** One a row of the grid. */
  knees: readonly (Knee | null)[];
}

const UNFINISHED: readonly Outcome[] = ['stalled', 'degraded'];

/** What rows say about a grid. */
export interface Sweep {
  /** With which all means hold together and, apart from them, all differences. */
  confidence: number;
  /** Replications of which at least one arm has been played. */
  replications: number;
  /** How many intervals of means hold together (Bonferroni): points × metrics. */
  means: number;
  /** How many of differences do: pairs of points × metrics, for any pair may turn out to be the one looked at. */
  differences: number;
  /** The world's own point, or else the first that can be played; null when none can. */
  base: number | null;
  metrics: readonly SweptMetric[];
  /** No other point is at least as good in all metrics and better beyond chance in one; null where nothing could be played. */
  unbeaten: readonly (boolean | null)[];
  /** Runs that ended neither there nor back, or failing users: what came of them later is counted nowhere. By point. */
  unfinished: readonly number[];
}

export interface SweepOptions {
  /** Default 0.95. */
  confidence?: number;
}

/**
 * Boils rows down to curves or maps. The order of the rows does not matter, and they may be of a sweep that is still going on.
 * @throws RangeError for a row that belongs to no arm, or a run that is there twice
 */
export function sweepOf(grid: Grid, rows: readonly Row[], { confidence = 0.95 }: SweepOptions = {}): Sweep {
  const { points, measured, axes } = grid,
    played = points.filter(({ problem }) => problem === null).length;
  const means = played * measured.length,
    differences = ((played * (played - 1)) / 2) * measured.length;
  const each = (family: number): number => 1 - (1 - confidence) / Math.max(1, family),
    paired = pairedOf(grid, rows, each(differences));
  const own = points.findIndex(({ at, problem }) => problem === null && axes.every((axis, index) => axis.own === at[index])),
    base = own >= 0 ? own : points.findIndex(({ problem }) => problem === null);
  return {
    confidence,
    replications: new Set(rows.map(({ replication }) => replication)).size,
    means,
    differences,
    base: base < 0 ? null : base,
    metrics: measured.map((what) => sweptOf(grid, what, paired, base, { mean: each(means), all: confidence })),
    unbeaten: unbeatenOf(grid, paired),
    unfinished: points.map((_, point) => unfinishedAt(grid, point, paired)),
  };
}

/** @param confidence of one mean, and of everything */
function sweptOf({ points, axes, measured }: Grid, what: SweepMetric, paired: Paired, base: number, confidence: { mean: number; all: number }): SweptMetric {
  const { isPlayed, runsAt, valuesAt, contrast } = paired,
    width = axes[0]!.values.length,
    lines = points.length / width;
  const cells = points.map((_, point) =>
    isPlayed(point)
      ? cellOf([...runsAt(point, what).values()].map(({ seed, replication }) => ({ seed, value: valuesAt(point, what)[replication]! })), what.metric.better, confidence.mean)
      : null,
  );
  const best = bestOf(cells, what),
    curve = 1 - (1 - confidence.all) / (measured.length * lines);
  return {
    measured: what,
    cells,
    best,
    fromBase: points.map((_, point) => (base < 0 || point === base || !isPlayed(point) ? null : contrast(point, base, what))),
    fromPrevious: points.map((_, point) =>
      point % width === 0 || !isPlayed(point) || !isPlayed(point - 1) ? null : contrast(point, point - 1, what),
    ),
    asGood: cells.map((cell, point) => {
      if (best === null || cell === null || cell.mean === null) return null;
      if (point === best) return true;
      const found = contrast(point, best, what);
      return found === null || found.low === null ? null : !found.differs;
    }),
    knees: Array.from({ length: lines }, (_, line) =>
      axes[0]!.positions === null ? null : kneeOfLine(scaled(axes[0]!), line * width, what, paired, curve),
    ),
  };
}

/** Over the points of a line that have a value at all, and the runs that have one at each of them. */
function kneeOfLine(places: readonly number[], from: number, what: SweepMetric, paired: Paired, confidence: number): Knee | null {
  const on = places.flatMap((at, column) => {
    const values = paired.valuesAt(from + column, what);
    return values.some((value) => value !== null) ? [{ at, column, values }] : [];
  });
  const first = on[0];
  if (first === undefined) return null;
  const complete = [...first.values.keys()].filter((replication) => on.every(({ values }) => values[replication] !== null)),
    values = on.map((point) => complete.map((replication) => point.values[replication]!)),
    range = on.at(-1)!.at - first.at || 1;
  const knee = kneeOf(on.map(({ at }) => (at - first.at) / range), values, confidence);
  return knee && { ...knee, at: on[knee.at]!.column };
}

function unfinishedAt({ measured }: Grid, point: number, { runsAt }: Paired): number {
  const unders = measured.filter((what, place) => measured.findIndex(({ under }) => under === what.under) === place);
  return unders.reduce((sum, what) => sum + [...runsAt(point, what).values()].filter(({ outcome }) => UNFINISHED.includes(outcome)).length, 0);
}

function bestOf(cells: readonly (Cell | null)[], { metric }: SweepMetric): number | null {
  if (metric.better === 'neither') return null;
  const sign = metric.better === 'lower' ? 1 : -1;
  return cells.reduce<number | null>((best, cell, point) => {
    if (cell === null || cell.mean === null) return best;
    return best === null || sign * cell.mean < sign * cells[best]!.mean! ? point : best;
  }, null);
}

function unbeatenOf({ points, measured }: Grid, { isPlayed, difference }: Paired): (boolean | null)[] {
  const judged = measured.filter(({ metric }) => metric.better !== 'neither');
  const beats = (one: number, other: number): boolean => {
    let isBetter = false;
    for (const what of judged) {
      const interval = difference(one, other, what);
      if (interval === null) continue;
      const { mean, low, high } = interval,
        isLower = what.metric.better === 'lower';
      if (isLower ? mean > 0 : mean < 0) return false;
      if (low !== null && (isLower ? high! < 0 : low > 0)) isBetter = true;
    }
    return isBetter;
  };
  return points.map((_, point) =>
    isPlayed(point) ? !points.some((__, other) => other !== point && isPlayed(other) && beats(other, point)) : null,
  );
}
