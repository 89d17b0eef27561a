/** A replica set as the scaling pass sees it. */
export interface ScalableSet {
  revision: string;
  /** Order of creation, lowest first. */
  createdOrder: number;
  spec: number;
  available: number;
  /** Replicas the Deployment wanted when this set was last sized; null = not recorded. */
  recordedDesired: number | null;
  /** Replicas plus surge at that time; null or 0 = not recorded. */
  recordedMax: number | null;
}

/** The Deployment's side of a scaling pass. */
export interface ScalingBounds {
  desired: number;
  surge: number;
  /** All replicas of the Deployment, which stands in for a maximum that was not recorded. */
  statusReplicas: number;
}

/** A set's new size, and how it was found. */
export interface Share {
  revision: string;
  from: number;
  to: number;
  /** `full` = alone, it gets everything; `retired` = old, while the new set already does all the work; `share` = in proportion. */
  rule: 'full' | 'retired' | 'share';
}

/** How far a set's size is from its share of the new total; halves round away from zero. */
export function replicaSetFraction(spec: number, recordedMax: number | null, bounds: ScalingBounds): number {
  if (bounds.desired === 0) return -spec;
  const maxBefore = recordedMax === null || recordedMax === 0 ? bounds.statusReplicas : recordedMax;
  if (maxBefore === 0) return 0;
  return Math.floor((spec * (bounds.desired + bounds.surge)) / maxBefore + 0.5) - spec;
}

/**
 * The sizes after the Deployment was scaled, in mid-rollout or not: a lone set gets all, several share in proportion to their sizes
 * so that a half-done rollout stays half done. Only sets whose size changes are returned.
 * @param target the wanted revision's set; null = not created yet
 */
export function scaleProportionally(target: ScalableSet | null, old: readonly ScalableSet[], bounds: ScalingBounds): Share[] {
  const oldNewestFirst = [...old].sort((a, b) => b.createdOrder - a.createdOrder);
  const active = [...oldNewestFirst, ...(target === null ? [] : [target])].filter((set) => set.spec > 0);
  const lone = active.length === 0 ? (target ?? oldNewestFirst[0]) : active.length === 1 ? active[0] : undefined;
  if (lone !== undefined) return changed([{ ...sized(lone, bounds.desired), rule: 'full' }]);
  if (target !== null && isSaturated(target, bounds.desired)) {
    return changed(old.map((set) => ({ ...sized(set, 0), rule: 'retired' })));
  }

  const allowed = bounds.desired > 0 ? bounds.desired + bounds.surge : 0;
  const delta = allowed - active.reduce((sum, set) => sum + set.spec, 0);
  if (delta === 0) return [];
  const ageSign = delta > 0 ? -1 : 1;
  const ordered = active.sort((a, b) => b.spec - a.spec || ageSign * (a.createdOrder - b.createdOrder));
  let left = delta;
  const shares = ordered.map((set) => {
    const fraction = replicaSetFraction(set.spec, set.recordedMax, bounds);
    const part = delta > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
    left -= part;
    return sized(set, set.spec + part);
  });
  const largest = shares[0]!;
  shares[0] = { ...largest, to: Math.max(0, largest.to + left) };
  return changed(shares);
}

const isSaturated = (set: ScalableSet, desired: number): boolean =>
  set.spec === desired && set.recordedDesired === desired && set.available === desired;

const sized = (set: ScalableSet, to: number): Share => ({ revision: set.revision, from: set.spec, to, rule: 'share' });
const changed = (shares: Share[]): Share[] => shares.filter((share) => share.to !== share.from);
