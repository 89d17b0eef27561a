import type { Pass } from '../kubernetes/pass.ts';
import { reconcile } from '../rolling/reconcile.ts';
import type { Context } from './context.ts';
import { boundsFor, CANARY, knobsOf, PRIMARY, setsOf, type Environment } from './environments.ts';
import { rollPrimary } from './primary.ts';
import { routeOf } from './routing.ts';

/** What a tick decided, handed to the world. */
export function carryOut({ params, commands, fleet, decision, target }: Context): void {
  if (decision === null || decision.why === null) return;
  const { scale, weights, mirror, next, why } = decision;
  // Traffic leaves before servers do.
  if (weights !== null || mirror !== null) commands.route(routeOf(params, next), why);
  if (scale !== null && scale > 0) commands.scale({ revision: target, environment: CANARY }, scale, why);
  if (scale === 0)
    for (const { revision, spec } of setsOf(fleet.sets, CANARY))
      if (spec > 0) commands.scale({ revision, environment: CANARY }, 0, why);
  if (weights === null && mirror === null && scale === null) commands.hold(why);
}

/** Primary and canary are ordinary Deployments: whatever their template and size, their own controller gets them there. */
export function rollDeployments({ params, commands, fleet, desired, primaryTarget, target, canarySize }: Context): void {
  const resize = (environment: Environment, { resizes }: Pass) => {
    for (const { revision, to, why } of resizes) commands.scale({ revision, environment }, to, why);
  };
  resize(PRIMARY, rollPrimary(params, primaryTarget, desired, fleet.sets));
  const canary = setsOf(fleet.sets, CANARY);
  // The tick itself starts and ends it.
  if (canarySize > 0 && canary.some(({ spec }) => spec > 0))
    resize(CANARY, reconcile({ target, sets: canary, bounds: boundsFor(params, canarySize), knobs: knobsOf(params) }));
}
