/** A replica set as the rollback window sees it. */
export interface Dated {
  revision: string;
  /** When it was created, or its place in the order of creation. */
  created: number;
  /** Replica sets of experiments are not counted. */
  isExperiment?: boolean;
}

/**
 * Whether the wanted revision is an older one, near enough to the stable one to go back to it without any steps: fewer revisions than
 * `window` were created between the two. Going forward is never a rollback.
 * @param window rollbackWindow.revisions; null = no window, so every rollback runs all steps
 */
export function isRollbackWithinWindow(
  sets: readonly Dated[],
  stable: string | null,
  target: string | null,
  window: number | null,
): boolean {
  const from = sets.find((set) => set.revision === stable),
    to = sets.find((set) => set.revision === target);
  if (window === null || from === undefined || to === undefined || to.created >= from.created) return false;
  return revisionsBetween(sets, to, from).length < window;
}

export const revisionsBetween = (sets: readonly Dated[], to: Dated, from: Dated): Dated[] =>
  sets.filter((set) => set.isExperiment !== true && set.created > to.created && set.created < from.created);
