import type { Pass } from '../kubernetes/pass.ts';
import { reconcile } from '../rolling/reconcile.ts';
import type { ReplicaSetView } from '../strategy.ts';
import { boundsFor, knobsOf, PRIMARY, setsOf } from './environments.ts';
import type { Params } from './params.ts';

/**
 * One pass of the primary's own rolling update. Flagger only copies the template; what follows is the ordinary Deployment
 * controller, by the ordinary rules. Its sizes are those of sets in the environment `primary`.
 * @param sets of the whole fleet: the canary's are left out, for they are another Deployment's
 */
export const rollPrimary = (params: Params, target: string, desired: number, sets: readonly ReplicaSetView[]): Pass =>
  reconcile({ target, sets: setsOf(sets, PRIMARY), bounds: boundsFor(params, desired), knobs: knobsOf(params) });
