/** An old replica set as the history keeper sees it. */
export interface OldSet {
  /** Revision number; sets without one count as 0. */
  number: number;
  spec: number;
  replicas: number;
  /** Already on its way out. */
  beingDeleted?: boolean;
}

/**
 * Which old replica sets are deleted once a rollout is complete: as many as exceed the limit, lowest revision first. A set that
 * still has replicas is spared, yet uses up a place among those to go.
 * @param limit revisionHistoryLimit; Infinity = keep all
 */
export function setsToForget<S extends OldSet>(old: readonly S[], limit: number): S[] {
  const living = old.filter((set) => set.beingDeleted !== true);
  const excess = living.length - limit;
  if (excess <= 0) return [];
  return [...living]
    .sort((a, b) => a.number - b.number)
    .slice(0, excess)
    .filter((set) => set.spec === 0 && set.replicas === 0);
}

/**
 * Revisions by number, lowest first; the last is the one in force. Rolling out an old one again gives it the highest number, which
 * is why a second undo goes forward again.
 */
export const rolledOut = (history: readonly string[], to: string): string[] => [
  ...history.filter((revision) => revision !== to),
  to,
];

/** What an undo goes back to; null = nothing is left to go back to. */
export const previousIn = (history: readonly string[]): string | null => history.at(-2) ?? null;
