import type { Bounds } from '../argo/bounds.ts';
import type { Sized } from '../argo/sets.ts';
import { approximateCounts, type Counts } from './approximate.ts';

type Set = Pick<Sized, 'spec' | 'available'>;

/** The sets of a canary without traffic routing. `stable` is null when there is none, or when it is the wanted revision itself. */
export interface BasicSets {
  canary: Set | null;
  stable: Set | null;
  /** All other sets that still have replicas wanted. */
  older: readonly Set[];
}

/** What the sizes are heading for, and how far this pass may go. */
export interface BasicCounts extends Counts {
  wanted: Counts;
  /** Room under the ceiling when the pass began. */
  room: number;
  /** Replicas that could be spared above the floor; null = older ones have to go first. */
  spare: number | null;
}

/**
 * Replicas of a set that count as a reserve. One that shrinks already counts with what will be left. Of the side that grows, only
 * available ones count; of the side that is drained, all wanted ones do: crashing servers must not keep a rollout from passing.
 */
export function replicasForScaleDown(set: Set | null, ignoreAvailability: boolean): number {
  if (set === null) return 0;
  return ignoreAvailability || set.spec < set.available ? set.spec : set.available;
}

/** Sizes without traffic routing: the split closest to the weight, approached within the bounds of surge and availability. */
export function basicCounts(
  { canary, stable, older }: BasicSets,
  weight: number,
  maxWeight: number,
  bounds: Bounds,
): BasicCounts {
  const wanted =
    stable === null ? { canary: bounds.desired, stable: 0 } : approximateCounts(bounds.desired, weight, maxWeight, bounds.surge);
  const olderSpec = older.reduce((total, set) => total + set.spec, 0);
  const room = bounds.most - (canary?.spec ?? 0) - (stable?.spec ?? 0) - olderSpec;

  // The stable side, which serves most users, has the first call on the room.
  const stableUp = grow(stable, wanted.stable, room),
    canaryUp = grow(canary, wanted.canary, room - (stableUp - (stable?.spec ?? 0)));
  const grown = { canary: canaryUp, stable: stableUp, wanted, room, spare: null };
  if (olderSpec > 0) return grown;

  const isIncreasing = canary === null || wanted.canary >= canary.spec;
  const reserve = replicasForScaleDown(canary, !isIncreasing) + replicasForScaleDown(stable, isIncreasing);
  const spare = reserve - bounds.least;
  if (spare <= 0) return { ...grown, spare: 0 };
  if (!isIncreasing) {
    const down = shrink(canary, wanted.canary, spare, canaryUp);
    return { wanted, room, spare, canary: down, stable: withinCeiling(stableUp, down, bounds) };
  }
  if (stable === null) return { ...grown, spare };
  const down = shrink(stable, wanted.stable, spare, stableUp);
  return { wanted, room, spare, stable: down, canary: withinCeiling(canaryUp, down, bounds) };
}

const grow = (set: Set | null, wanted: number, room: number): number =>
  set === null ? 0 : set.spec < wanted && room > 0 ? Math.min(wanted, set.spec + room) : set.spec;

const shrink = (set: Set | null, wanted: number, spare: number, otherwise: number): number =>
  set !== null && set.spec > wanted ? Math.max(wanted, set.spec - spare) : otherwise;

/** A side that is not drained gives way where both together would still be above the ceiling. */
const withinCeiling = (count: number, other: number, { most }: Bounds): number =>
  count + other > most ? Math.max(0, most - other) : count;
