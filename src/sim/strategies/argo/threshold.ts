import type { IntOrPercent } from '../../schema/index.ts';

/** What the rules about being complete look at. */
export interface Counted {
  spec: number;
  available: number;
}

/** As many as wanted are asked for, and every one of them is available. No set = no. */
export const allAvailable = (set: Counted | null, wanted: number): boolean =>
  set !== null && set.spec === wanted && set.available === wanted;

/**
 * Enough of the wanted replicas are available to go on: at least `threshold`, in replicas or as a share of those wanted
 * (replicaProgressThreshold). Without a threshold it takes all of them, and exactly as many as are asked for.
 */
export function progressThresholdMet(set: Counted | null, wanted: number, threshold: IntOrPercent | null): boolean {
  if (set === null) return false;
  if (threshold === null) return allAvailable(set, wanted);
  return reaches(set.available, wanted, threshold);
}

/** The same for rules that do not mind a set being larger than they need. */
export const enoughAvailable = (available: number, wanted: number, threshold: IntOrPercent | null): boolean =>
  threshold === null ? available >= wanted : reaches(available, wanted, threshold);

const reaches = (available: number, wanted: number, { unit, value }: IntOrPercent): boolean =>
  unit === 'percent' ? available * 100 >= value * wanted : available >= value;
