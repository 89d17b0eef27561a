import { abortScaleDownDelay } from '../argo/delays.ts';
import type { Sized } from '../argo/sets.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import { currentSetWeight, scaleInForce } from './steps.ts';

/** What the arithmetic of sizes reads of a rollout. */
export interface Standing {
  params: Pick<
    Params,
    | 'steps'
    | 'trafficRouting'
    | 'dynamicStableScale'
    | 'minPodsPerReplicaSet'
    | 'abortScaleDownDelay'
    | 'replicaProgressThreshold'
  >;
  desired: number;
  stepIndex: number | null;
  aborted: boolean;
  promoteFull: boolean;
  /** Null = none yet. */
  stable: string | null;
  target: string;
  canarySet: Pick<Sized, 'available'> | null;
  stableSet: Pick<Sized, 'available'> | null;
}

/** Servers that a weight asks for with traffic routing: rounded up, so that any weight has at least one. */
export const trafficWeightToReplicas = (desired: number, weight: number, maxWeight: number): number =>
  Math.ceil((desired * weight) / maxWeight);

export const delayWho = (params: Pick<Params, 'trafficRouting'>): 'canaryRouted' | 'canaryBasic' =>
  params.trafficRouting === null ? 'canaryBasic' : 'canaryRouted';

/** What the canary's size follows just now: a number of its own (setCanaryScale), or a weight. */
export function replicasOrWeight(at: Standing): { replicas: number | null; weight: number } {
  const { params } = at,
    most = maxWeightOf(params);
  // Without a stable revision there is nothing to be careful with, and back at the stable one nothing is left to try.
  if (at.promoteFull || at.stable === null || at.stable === at.target) return { replicas: null, weight: most };
  const scale = scaleOf(at);
  if (scale !== null && scale.replicas !== null) return { replicas: scale.replicas, weight: 0 };
  if (scale !== null && scale.weight !== null) return { replicas: null, weight: scale.weight };
  if (at.aborted && params.dynamicStableScale && params.trafficRouting !== null)
    return { replicas: null, weight: weightOnAbort(at) };
  return { replicas: null, weight: currentSetWeight(params.steps, at, most) };
}

/** A scale needs a router, and an abort ends it, except where the rejected servers are to stay for ever. */
function scaleOf({ params, aborted, stepIndex }: Standing) {
  if (params.trafficRouting === null) return null;
  if (aborted && abortScaleDownDelay(delayWho(params), params.abortScaleDownDelay).delay !== null) return null;
  return scaleInForce(params.steps, stepIndex);
}

/**
 * Where an abort with dynamicStableScale is heading now: back through the weights of the steps, each once the stable side has the
 * servers for the one before. The first weight, from the end, that the servers do not yet allow is the next one to reach. Unless the user
 * asked for the canary to linger, it also has to have shrunk that far.
 */
export function weightOnAbort({ params, desired, canarySet, stableSet }: Standing): number {
  const most = maxWeightOf(params),
    { delay, explicit } = abortScaleDownDelay(delayWho(params), params.abortScaleDownDelay);
  const lingers = explicit && delay !== null;
  for (const step of [...params.steps].reverse()) {
    if (step.kind !== 'setWeight') continue;
    const stableNeeds = trafficWeightToReplicas(desired, most - step.params, most),
      canaryNeeds = trafficWeightToReplicas(desired, step.params, most);
    const isThere =
      stableSet === null || (stableSet.available >= stableNeeds && (lingers || (canarySet?.available ?? 0) <= canaryNeeds));
    if (!isThere) return step.params;
  }
  return 0;
}
