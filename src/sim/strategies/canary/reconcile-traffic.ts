import { explainRoute } from './explain-weight.ts';
import { sceneOf, type CanaryPass } from './pass.ts';
import type { Params } from './params.ts';
import { routesAfterStep, sameRoutes, sharesOf } from './routing.ts';
import type { CanaryState, CanaryStatus } from './state.ts';
import { decideWeight } from './weight.ts';

/** Traffic comes before sizes in a pass, so that weights always follow servers, and never run ahead of them. */
export function reconcileTraffic(params: Params, state: CanaryState): { route: CanaryPass['route']; status: CanaryStatus } {
  const { status } = state;
  // Without a stable revision there is nothing to divide.
  if (params.trafficRouting === null || status.stable === null) return { route: null, status };
  const scene = sceneOf(params, state),
    decision = decideWeight(params, state, scene);
  if (decision === null) return { route: null, status };
  const extra = decision.clearsRoutes && decision.rule !== 'canaryEmpty' ? [] : (state.extra ?? []);
  const weights = { canary: decision.weight, canaryRevision: decision.canaryRevision, ...(extra.length === 0 ? {} : { extra }) };
  const managedRoutes = decision.clearsRoutes ? [] : routesAfterStep(params, status);
  const next = { ...status, weights, managedRoutes };
  // After a promotion the status alone cannot tell: who is stable has changed since routers were asked.
  const moved = !sameRoutes(state.asked ?? sharesOf(params, status.stable, status.weights), sharesOf(params, status.stable, weights));
  if (!moved && JSON.stringify(managedRoutes) === JSON.stringify(status.managedRoutes)) return { route: null, status: next };
  return { route: { weights, managedRoutes, why: explainRoute(decision, managedRoutes, moved, state, scene) }, status: next };
}
