import type { IntOrPercent } from '../../schema/index.ts';
import { maxUnavailable, resolveFenceposts as resolve, type Fenceposts } from '../kubernetes/fenceposts.ts';

/** Argo reads every text as a percentage, with or without its sign: "25" means 25 %. */
const asPercent = (knob: number | string | null): number | string | null =>
  typeof knob === 'string' && /^\d+$/.test(knob) ? `${knob}%` : knob;

/** As for a Deployment (surge up, unavailable down, both zero → unavailable 1), but for how texts are read. */
export const resolveFenceposts = (
  maxSurge: number | string | null,
  unavailable: number | string | null,
  desired: number,
): Fenceposts => resolve(asPercent(maxSurge), asPercent(unavailable), desired);

/** The bounds within which a canary without traffic routing changes its sizes. */
export interface Bounds {
  desired: number;
  surge: number;
  unavailable: number;
  /** Most replicas that may be wanted at once: desired + surge. */
  most: number;
  /** Least that must stay available while the controller takes some away: desired − unavailable. */
  least: number;
}

/** @throws RangeError when a knob is neither a number nor a percentage; a validated scenario never has one */
export function canaryBounds(desired: number, maxSurge: number | string, unavailable: number | string): Bounds {
  const posts = resolveFenceposts(maxSurge, unavailable, desired);
  if (posts.error !== null) throw new RangeError(posts.error);
  const spare = maxUnavailable('RollingUpdate', desired, posts);
  return { desired, surge: posts.surge, unavailable: spare, most: desired + posts.surge, least: desired - spare };
}

/** Blue/green never surges beyond its two environments, and both bounds may be zero. */
export function blueGreenBounds(desired: number, unavailable: number | string | null): Bounds {
  // A surge of one keeps the rule for two zeros away; it is not used.
  const posts = resolveFenceposts(1, unavailable, desired);
  if (posts.error !== null) throw new RangeError(posts.error);
  const spare = maxUnavailable('RollingUpdate', desired, posts);
  return { desired, surge: 0, unavailable: spare, most: desired, least: desired - spare };
}

/** A knob as people write it: `3` or `25%`. */
export const written = ({ unit, value }: IntOrPercent): number | string => (unit === 'percent' ? `${value}%` : value);
