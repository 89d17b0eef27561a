import type { Counts } from './approximate.ts';
import { maxWeightOf } from './whole-weight.ts';
import type { Weights } from './state.ts';
import { replicasOrWeight, trafficWeightToReplicas, type Standing } from './wanted.ts';

/**
 * Sizes with traffic routing. The router divides the requests, so servers need only be enough: the canary gets its weight's share,
 * rounded up, and the stable side stays whole, so that everything can go back to it at once. With dynamicStableScale the stable side
 * shrinks too, yet never below what its share of requests really is at this moment.
 */
export function routedCounts(at: Standing, weights: Pick<Weights, 'canary'> | null): Counts {
  const { params, desired } = at,
    most = maxWeightOf(params);
  const { replicas, weight } = replicasOrWeight(at);
  let canary = replicas ?? trafficWeightToReplicas(desired, weight, most);
  const floor = (count: number) => (count > 0 ? Math.max(count, Math.min(params.minPodsPerReplicaSet, desired)) : 0);
  if (!params.dynamicStableScale) return { canary: floor(canary), stable: desired };

  let stable = trafficWeightToReplicas(desired, most - Math.min(weight, most), most);
  if (weights !== null) {
    stable = Math.max(stable, trafficWeightToReplicas(desired, most - weights.canary, most));
    // What still gets requests must not go.
    if (at.aborted) canary = Math.max(canary, trafficWeightToReplicas(desired, weights.canary, most));
  }
  return { canary: floor(canary), stable: floor(stable) };
}
