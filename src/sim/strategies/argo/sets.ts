import type { ReplicaSetView } from '../strategy.ts';

/** What the arithmetic needs to know of one replica set. */
export type Sized = Pick<ReplicaSetView, 'revision' | 'createdOrder' | 'spec' | 'replicas' | 'available'>;

/** The sets of the rollout itself. Those of an experiment stand apart, each in an environment of its own, and count for nothing. */
export const ownSets = ({ sets }: { sets: readonly ReplicaSetView[] }): ReplicaSetView[] =>
  sets.filter(({ environment }) => environment === null);

/** The set of a revision; null = it has none yet. */
export const find = <S extends Sized>(sets: readonly S[], revision: string | null): S | null =>
  sets.find((set) => set.revision === revision) ?? null;

export const sum = (sets: readonly Sized[], count: 'spec' | 'replicas' | 'available'): number =>
  sets.reduce((total, set) => total + set[count], 0);

export const oldestFirst = <S extends Sized>(sets: readonly S[]): S[] =>
  [...sets].sort((a, b) => a.createdOrder - b.createdOrder);
