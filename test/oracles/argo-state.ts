import type { Sized } from '../../src/sim/strategies/argo/sets.ts';
import type { Params } from '../../src/sim/strategies/canary/params.ts';
import type { CanaryState, CanaryStatus } from '../../src/sim/strategies/canary/state.ts';
import { stepsKey } from '../../src/sim/strategies/canary/steps.ts';

type Given = Partial<Omit<CanaryState, 'status'>> & Partial<CanaryStatus>;

/** A canary from v1 to v2 at its first step, with these differences. */
export function stateOf(params: Params, given: Given = {}): CanaryState {
  const target = given.target ?? 'v2';
  return {
    now: given.now ?? 0,
    desired: given.desired ?? 10,
    target,
    paused: given.paused ?? false,
    sets: given.sets ?? [],
    weightVerified: given.weightVerified ?? true,
    stepRun: given.stepRun ?? null,
    background: given.background ?? null,
    status: {
      observed: given.observed ?? { target, steps: stepsKey(params.steps) },
      stable: given.stable === undefined ? 'v1' : given.stable,
      stepIndex: given.stepIndex ?? 0,
      aborted: given.aborted ?? false,
      promoteFull: given.promoteFull ?? false,
      pause: given.pause ?? null,
      controllerPause: given.controllerPause ?? false,
      weights: given.weights ?? null,
      managedRoutes: given.managedRoutes ?? [],
      scaleDownAt: given.scaleDownAt ?? {},
    },
  };
}

/** A set whose replicas all exist; revisions are created in the order of their numbers. */
export const set = (revision: string, spec: number, available = spec): Sized => ({
  revision,
  createdOrder: Number(revision.slice(1)),
  spec,
  replicas: spec,
  available,
});
