import type { IntOrPercent } from '../../schema/index.ts';
import type { Pass } from '../kubernetes/pass.ts';
import { boundsOf } from '../rolling/bounds.ts';
import { reconcile } from '../rolling/reconcile.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Params } from './params.ts';

/**
 * One pass of the primary's own rolling update. Flagger only copies the template; what follows is the ordinary Deployment
 * controller, by the ordinary rules.
 * @param sets the primary's replica sets alone: the canary is another Deployment
 */
export function rollPrimary(params: Params, target: string, desired: number, sets: readonly ReplicaSetView[]): Pass {
  const knobs = { maxSurge: written(params.maxSurge), maxUnavailable: written(params.maxUnavailable) };
  return reconcile({ target, sets, bounds: boundsOf(desired, knobs.maxSurge, knobs.maxUnavailable), knobs });
}

const written = ({ unit, value }: IntOrPercent): number | string => (unit === 'percent' ? `${value}%` : value);
