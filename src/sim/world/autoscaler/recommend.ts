import type { Autoscaler } from './params.ts';

/** Use this close to the target changes nothing (`--horizontal-pod-autoscaler-tolerance`). */
const TOLERANCE = 0.1;
/** In one go it doubles the servers, or adds this many, whichever is more. */
const SURE_STEP = 4;

/** What a look at the servers came to. */
export interface Recommendation {
  replicas: number;
  /** Mean use of the servers that count, 0…1; null when none could be measured. */
  use: number | null;
  /** Use divided by the target, as it decided; null when none could be measured. */
  ratio: number | null;
}

/**
 * How many servers the load asks for, as the HorizontalPodAutoscaler of Kubernetes works it out: the servers in proportion to their mean
 * use, nothing within a tenth of the target. Servers that are not ready yet say nothing of the load: they are left out, yet where the
 * others ask for more they count as idle, so that a start does not call for further starts.
 * @param wanted servers that are asked for now
 * @param uses of each server its share of busy slots, 0…1, or more where work waits; null = not ready yet
 */
export function recommend(wanted: number, uses: readonly (number | null)[], { target, min, max }: Autoscaler): Recommendation {
  const measured = uses.filter((use) => use !== null),
    unready = uses.length - measured.length;
  if (measured.length === 0) return { replicas: within(wanted, min, max), use: null, ratio: null };
  const sum = measured.reduce((total, use) => total + use, 0),
    ready = sum / measured.length / target;
  const dampens = unready > 0 && ready > 1;
  const ratio = dampens ? sum / uses.length / target : ready;
  const use = ratio * target;
  // A tenth is compared with room for what binary fractions lose.
  const isClose = Math.abs(ratio - 1) <= TOLERANCE + 1e-9;
  const asked = Math.ceil(ratio * (dampens ? uses.length : measured.length) - 1e-9);
  const turns = dampens && (ratio < 1 || asked < wanted);
  const free = isClose || turns ? wanted : asked;
  return { replicas: within(Math.min(free, Math.max(2 * wanted, wanted + SURE_STEP)), min, max), use, ratio };
}

const within = (count: number, min: number, max: number): number => Math.min(Math.max(count, min), max);
