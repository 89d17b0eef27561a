import type { Why } from '../../trace/facts.ts';
import type { Commands, ReplicaSetView } from '../strategy.ts';

/** One wanted change of a replica set's size. */
export interface Resize {
  revision: string;
  from: number;
  to: number;
  why: Why;
}

/** What one look at the fleet leads to: changes, or a reason to wait, or (nothing left to do) neither. */
export interface Pass {
  resizes: Resize[];
  hold: Why | null;
}

export const NOTHING: Pass = { resizes: [], hold: null };

/** Sizes that were written, the first that failed included; it ends the pass. */
export interface Written<S> {
  tried: S[];
  failed: boolean;
}

/** Writes one size after the other, until one fails. */
export function writeSizes<S>(sizes: readonly S[], write: (size: S) => boolean): Written<S> {
  const tried: S[] = [];
  for (const size of sizes) {
    tried.push(size);
    if (!write(size)) return { tried, failed: true };
  }
  return { tried, failed: false };
}

/** Hands a pass to the world, whose API server never fails. */
export function carryOut(pass: Pass, commands: Commands): void {
  writeSizes(pass.resizes, ({ revision, to, why }) => {
    commands.scale(revision, to, why);
    return true;
  });
  if (pass.hold !== null) commands.hold(pass.hold);
}

/** The replica set of a revision, or the empty one that it would have. */
export const setOf = (sets: readonly ReplicaSetView[], revision: string): ReplicaSetView =>
  sets.find((set) => set.revision === revision) ?? {
    revision,
    environment: null,
    createdOrder: Infinity,
    spec: 0,
    replicas: 0,
    ready: 0,
    available: 0,
    terminating: 0,
  };

/** All sets but the one of the wanted revision, oldest first. */
export const oldSets = (sets: readonly ReplicaSetView[], target: string): ReplicaSetView[] =>
  sets.filter((set) => set.revision !== target).sort((a, b) => a.createdOrder - b.createdOrder);

export const total = (
  sets: readonly ReplicaSetView[],
  count: 'spec' | 'replicas' | 'ready' | 'available' | 'terminating',
): number => sets.reduce((sum, set) => sum + set[count], 0);
