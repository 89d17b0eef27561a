import type { Route } from '../../trace/route.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import type { CanaryStatus, ManagedRoute, Weights } from './state.ts';
import { currentStep } from './steps.ts';

/** Share of requests for each revision, 0…1. Without a router the servers share alike. */
export function sharesOf(params: Params, stable: string | null, weights: Weights | null): Record<string, number> | null {
  if (params.trafficRouting === null || stable === null) return null;
  if (weights === null || weights.canaryRevision === stable) return { [stable]: 1 };
  const most = maxWeightOf(params),
    { canary, canaryRevision, extra = [] } = weights;
  const others = extra.reduce((sum, { weight }) => sum + weight, 0);
  return {
    [stable]: (most - canary - others) / most,
    [canaryRevision]: canary / most,
    ...Object.fromEntries(extra.map(({ pool, weight }) => [pool, weight / most])),
  };
}

/** The status as routers take it. */
export function routeOf(params: Params, target: string, { stable, weights, managedRoutes }: CanaryStatus): Route {
  const mirror = managedRoutes.find((route) => route.kind === 'mirror');
  return {
    weights: sharesOf(params, stable, weights),
    match: managedRoutes.flatMap(({ kind, cohort }) => (kind === 'header' && cohort !== null ? [{ cohort, pool: target }] : [])),
    mirror: mirror ? { pool: target, share: mirror.share } : null,
  };
}

/** Header and mirror routes after the current step: it makes one, replaces the one of that name, or takes it away. */
export function routesAfterStep({ steps }: Params, { stepIndex, managedRoutes }: CanaryStatus): readonly ManagedRoute[] {
  const { step } = currentStep(steps, stepIndex);
  const route = step === null ? null : routeFrom(step);
  if (route === null) return managedRoutes;
  const others = managedRoutes.filter(({ kind, name }) => kind !== route.kind || name !== route.name);
  return route.cohort === null && route.share === 0 ? others : [...others, route];
}

function routeFrom(step: NonNullable<ReturnType<typeof currentStep>['step']>): ManagedRoute | null {
  switch (step.kind) {
    case 'setHeaderRoute':
      return { kind: 'header', name: step.params.name, cohort: step.params.cohort, share: 0 };
    case 'setMirrorRoute':
      return { kind: 'mirror', name: step.params.name, cohort: null, share: step.params.percentage };
    default:
      return null;
  }
}

/** Two sets of instructions to the router come to the same. */
export function sameRoutes(a: Record<string, number> | null, b: Record<string, number> | null): boolean {
  const served = (shares: Record<string, number> | null) =>
    Object.entries(shares ?? {})
      .filter(([, share]) => share > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(served(a)) === JSON.stringify(served(b));
}
