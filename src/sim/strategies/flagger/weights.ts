import type { Params } from './params.ts';

/** All traffic; every weight is a share of it. */
export const ALL = 100;
const DEFAULT_ITERATIONS = 10;

/** How a rollout goes: by weights, by a header, or as tests without traffic before one switch. */
export type Mode = 'canary' | 'abTesting' | 'blueGreen';

type ModeKnobs = Pick<Params, 'provider' | 'iterations' | 'match'>;

/** Plain Kubernetes cannot split traffic, so it is blue/green there whatever the knobs say. */
export function modeOf({ provider, iterations, match }: ModeKnobs): Mode {
  if (provider === 'kubernetes') return 'blueGreen';
  if (iterations === 0) return 'canary';
  return match.length > 0 ? 'abTesting' : 'blueGreen';
}

/** Ticks of checks before promotion, in blue/green and A/B. */
export const iterationsOf = ({ provider, iterations }: ModeKnobs): number =>
  provider === 'kubernetes' && iterations === 0 ? DEFAULT_ITERATIONS : iterations;

type WeightKnobs = Pick<Params, 'stepWeight' | 'stepWeights' | 'maxWeight'>;

/** From this weight on, a tick whose checks pass promotes. A list of steps ends at its own last entry. */
export const maxWeightOf = ({ stepWeights, maxWeight }: WeightKnobs): number =>
  Math.min(ALL, stepWeights.at(-1) ?? (maxWeight > 0 ? maxWeight : ALL));

/**
 * How much the canary's weight grows next. 0 or less = it never advances: there is no step, or the list repeats or falls.
 * At full weight the list still answers 1, for only a positive step lets the tick promote.
 */
export function nextStep({ stepWeight, stepWeights }: WeightKnobs, canary: number): number {
  if (stepWeight > 0 || stepWeights.length === 0) return stepWeight;
  const left = ALL - canary;
  if (left === 0) return 1;
  if (canary === 0) return Math.min(left, stepWeights[0]!);
  const index = stepWeights.indexOf(canary);
  // A weight that is not in the list, or is its last, goes all the way.
  if (index === -1 || index === stepWeights.length - 1) return left;
  return Math.min(left, stepWeights[index + 1]! - canary);
}
