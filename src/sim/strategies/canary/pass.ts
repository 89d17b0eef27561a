import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { find, type Sized } from '../argo/sets.ts';
import type { Resize } from '../kubernetes/pass.ts';
import type { Scene } from './at-desired.ts';
import type { Params } from './params.ts';
import type { CanaryState, CanaryStatus, ManagedRoute, Weights } from './state.ts';

/** What happened to the status in a pass, and why. */
export interface Change {
  kind: 'started' | 'stepDone' | 'stepsSkipped' | 'paused' | 'aborted' | 'promoted' | 'analysisRestarted' | 'scaleDownPlanned';
  why: Why;
}

/** What one look at the rollout leads to. */
export interface CanaryPass {
  /** To be carried out in this order. A set that does not exist yet is created, with 0. */
  scale: Resize[];
  /** What the router is told; null = nothing new. */
  route: { weights: Weights; managedRoutes: readonly ManagedRoute[]; why: Why } | null;
  /** To be kept, and handed to the next pass. */
  status: CanaryStatus;
  changes: Change[];
  /** Why nothing happens just now; null = something did, or nothing is left to do. */
  hold: Why | null;
  /** When to look again if nothing else happens; null = nothing depends on time alone. */
  wakeAt: Micros | null;
  /** Something was decided that the next pass builds on: look again at this very instant. */
  again: boolean;
}

/** The view of the fleet that the arithmetic of sizes and weights works on. */
export function sceneOf(params: Params, { desired, target, sets, status }: CanaryState): Scene {
  const { stable, stepIndex, aborted, promoteFull, weights } = status;
  return {
    params,
    desired,
    stepIndex,
    aborted,
    promoteFull,
    stable,
    target,
    canarySet: find(sets, target),
    stableSet: stable === target ? null : find(sets, stable),
    older: otherSets(sets, target, stable),
    weights,
  };
}

/** Sets that are neither the wanted revision's nor the stable one's. */
export const otherSets = (sets: readonly Sized[], target: string, stable: string | null): Sized[] =>
  sets.filter(({ revision }) => revision !== target && revision !== stable);
