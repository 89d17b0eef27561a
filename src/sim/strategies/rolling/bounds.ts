import { maxUnavailable, minAvailable, resolveFenceposts, type IntOrPercent } from '../kubernetes/fenceposts.ts';

/** The bounds of one rolling update, worked out for the wanted number of replicas. */
export interface Bounds {
  desired: number;
  surge: number;
  unavailable: number;
  /** Most replicas that may be wanted at once: desired + surge. */
  most: number;
  /** Least that must stay available while the controller takes some away: desired − unavailable. */
  least: number;
}

export function boundsOf(desired: number, maxSurge: IntOrPercent | null, unavailable: IntOrPercent | null): Bounds {
  const posts = resolveFenceposts(maxSurge, unavailable, desired);
  if (posts.error !== null) throw new RangeError(posts.error);
  return {
    desired,
    surge: posts.surge,
    unavailable: maxUnavailable('RollingUpdate', desired, posts),
    most: desired + posts.surge,
    least: minAvailable('RollingUpdate', desired, posts),
  };
}
