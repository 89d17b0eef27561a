import { find } from '../argo/sets.ts';
import { atDesiredCounts, replicasAvailableForWeight, type Scene } from './at-desired.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import { isRollingBackDynamically } from './promote.ts';
import type { CanaryState } from './state.ts';
import { currentSetWeight, previousSetWeight } from './steps.ts';

export type WeightRule =
  | 'rollBackGradually'
  | 'promoted'
  | 'abort'
  | 'abortGradually'
  | 'canaryEmpty'
  | 'promoteFull'
  | 'previousStep'
  | 'step'
  | 'allSteps'
  | 'noSteps';

/** The weight that the router should have now. */
export interface Decision {
  rule: WeightRule;
  weight: number;
  canaryRevision: string;
  /** Header and mirror routes go. */
  clearsRoutes: boolean;
}

/** @returns null when the weights are better left alone, for the stable side could not carry its share */
export function decideWeight(params: Params, state: CanaryState, scene: Scene): Decision | null {
  const { target, status, desired } = state,
    { canarySet, stableSet, weights } = scene;
  const most = maxWeightOf(params),
    now = weights?.canary ?? 0;
  const clear = (rule: WeightRule, weight: number, canaryRevision = target): Decision => ({
    rule,
    weight,
    canaryRevision,
    clearsRoutes: true,
  });
  // Servers of the stable side carry as much as they can; a weight that once went down stays down when they waver.
  const backTo = (available: number): number =>
    desired === 0 ? 0 : Math.max(0, Math.min(now, most - Math.floor((most * available) / desired)));
  const former = weights !== null && weights.canary > 0 ? weights.canaryRevision : target;

  if (isRollingBackDynamically(params, state))
    return clear('rollBackGradually', backTo(find(state.sets, target)?.available ?? 0), former);
  if (status.stable === target) return clear('promoted', 0);
  if (status.aborted && params.dynamicStableScale) return clear('abortGradually', backTo(stableSet?.available ?? 0), former);
  if (status.aborted) return clear('abort', 0);
  if (canarySet === null || canarySet.available === 0) {
    const formerServes = former !== target && (find(state.sets, former)?.available ?? 0) > 0;
    if (formerServes && (stableSet?.available ?? 0) < desired) return null;
    return clear('canaryEmpty', 0);
  }
  if (status.promoteFull) {
    const grown = desired === 0 ? most : Math.min(most, Math.floor((most * canarySet.available) / desired));
    return clear('promoteFull', params.dynamicStableScale ? Math.max(now, grown) : now, former);
  }
  const next = stepWeight(params, scene, most);
  const stableCan = replicasAvailableForWeight(
    stableSet?.available ?? 0,
    desired,
    most - next.weight,
    most,
    params.replicaProgressThreshold,
  );
  return stableCan ? { ...next, canaryRevision: target, clearsRoutes: false } : null;
}

function stepWeight({ steps }: Params, scene: Scene, most: number): { rule: WeightRule; weight: number } {
  // Without steps nothing is tried out: the switch comes with the promotion.
  if (steps.length === 0) return { rule: 'noSteps', weight: 0 };
  const index = scene.stepIndex ?? 0;
  if (!atDesiredCounts(scene)) return { rule: 'previousStep', weight: previousSetWeight(steps, index) };
  if (index >= steps.length) return { rule: 'allSteps', weight: most };
  return { rule: 'step', weight: currentSetWeight(steps, scene, most) };
}
