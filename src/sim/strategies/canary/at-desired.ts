import { canaryBounds, written } from '../argo/bounds.ts';
import { enoughAvailable, progressThresholdMet } from '../argo/threshold.ts';
import type { Sized } from '../argo/sets.ts';
import type { Counts } from './approximate.ts';
import { basicCounts, type BasicCounts } from './counts-basic.ts';
import { routedCounts } from './counts-routed.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import type { Weights } from './state.ts';
import { replicasOrWeight, trafficWeightToReplicas, type Standing } from './wanted.ts';

/** The fleet as a canary sees it. `stableSet` is null when there is none, or when the wanted revision is the stable one. */
export interface Scene extends Standing {
  params: Params;
  canarySet: Sized | null;
  stableSet: Sized | null;
  older: readonly Sized[];
  weights: Weights | null;
}

/** The sizes that the two sides should have in this pass; without traffic routing, as far as the bounds let them. */
export const countsOf = (scene: Scene): Counts =>
  scene.params.trafficRouting === null ? basicCountsOf(scene) : routedCounts(scene, scene.weights);

export const boundsOf = ({ params, desired }: Pick<Scene, 'params' | 'desired'>) =>
  canaryBounds(desired, written(params.maxSurge), written(params.maxUnavailable));

export const basicCountsOf = (scene: Scene): BasicCounts =>
  basicCounts(
    { canary: scene.canarySet, stable: scene.stableSet, older: scene.older },
    replicasOrWeight(scene).weight,
    maxWeightOf(scene.params),
    boundsOf(scene),
  );

/**
 * The servers of the current step are there: the canary's are available, the stable side's exist, and without traffic routing no older
 * ones serve any more. A stable side that shrinks with dynamicStableScale is not waited for.
 */
export function atDesiredCounts(scene: Scene): boolean {
  const { canary, stable } = countsOf(scene);
  if (!progressThresholdMet(scene.canarySet, canary, scene.params.replicaProgressThreshold)) return false;
  const isRouted = scene.params.trafficRouting !== null;
  if (!(isRouted && scene.params.dynamicStableScale) && !allCreated(scene.stableSet, stable)) return false;
  return isRouted || scene.older.every((set) => set.available === 0);
}

const allCreated = (set: Sized | null, wanted: number): boolean =>
  set === null ? wanted === 0 : set.spec === wanted && set.replicas === wanted;

/** A side has the servers for the share of requests that it is to get. */
export const replicasAvailableForWeight = (
  available: number,
  desired: number,
  weight: number,
  maxWeight: number,
  threshold: Params['replicaProgressThreshold'],
): boolean => enoughAvailable(available, trafficWeightToReplicas(desired, weight, maxWeight), threshold);
