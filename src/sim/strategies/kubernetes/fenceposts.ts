/** An absolute number of replicas, or a share of them such as `25%`. */
export type IntOrPercent = number | string;

/** The two bounds of a rolling update, in replicas. */
export interface Fenceposts {
  surge: number;
  unavailable: number;
  /** What was wrong with the input, in which case both bounds are 0; null = nothing. */
  error: string | null;
}

/**
 * Turns the two knobs into replicas: surge rounds up and unavailable rounds down, in favour of capacity. Both zero would allow
 * no step at all, so unavailable then becomes 1.
 */
export function resolveFenceposts(
  maxSurge: IntOrPercent | null,
  maxUnavailable: IntOrPercent | null,
  desired: number,
): Fenceposts {
  const surge = resolve(maxSurge ?? 0, desired, Math.ceil);
  const unavailable = resolve(maxUnavailable ?? 0, desired, Math.floor);
  if (surge === null) return { surge: 0, unavailable: 0, error: `maxSurge must be a number or a percentage, is ${maxSurge}` };
  if (unavailable === null)
    return { surge: 0, unavailable: 0, error: `maxUnavailable must be a number or a percentage, is ${maxUnavailable}` };
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable, error: null };
}

/** The same for a whole Deployment: Recreate has no such bounds, and no more can be unavailable than there are replicas. */
export function maxUnavailable(strategy: 'RollingUpdate' | 'Recreate', desired: number, bounds: Fenceposts): number {
  if (strategy === 'Recreate' || desired === 0) return 0;
  return Math.min(bounds.unavailable, desired);
}

/** Least replicas that must be available while the controller takes some away; 0 with Recreate, which promises nothing. */
export const minAvailable = (strategy: 'RollingUpdate' | 'Recreate', desired: number, bounds: Fenceposts): number =>
  strategy === 'Recreate' ? 0 : desired - maxUnavailable(strategy, desired, bounds);

function resolve(value: IntOrPercent, desired: number, round: (exact: number) => number): number | null {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  return percent === undefined ? null : round((Number(percent) * desired) / 100);
}
