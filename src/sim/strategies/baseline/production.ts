import type { Pass } from '../kubernetes/pass.ts';
import { statusOf, type DeploymentStatus } from '../kubernetes/progress.ts';
import { rescale } from '../kubernetes/rescale.ts';
import type { IntOrPercent } from '../../schema/index.ts';
import { boundsOf, type Bounds } from '../rolling/bounds.ts';
import { reconcile } from '../rolling/reconcile.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Params } from './params.ts';
import { PRODUCTION, setsIn } from './sets.ts';

type Knobs = Pick<Params, 'maxSurge' | 'maxUnavailable'>;

const written = ({ unit, value }: IntOrPercent): number | string => (unit === 'percent' ? `${value}%` : value);
const knobsOf = ({ maxSurge, maxUnavailable }: Knobs) => ({
  maxSurge: written(maxSurge),
  maxUnavailable: written(maxUnavailable),
});

function boundsFor(params: Knobs, desired: number): Bounds {
  const { maxSurge, maxUnavailable } = knobsOf(params);
  return boundsOf(desired, maxSurge, maxUnavailable);
}

/** One pass of production, which is an ordinary Deployment: a promotion changes its template, and its own rolling update does the rest. */
export const rollProduction = (params: Knobs, target: string, desired: number, sets: readonly ReplicaSetView[]): Pass =>
  reconcile({ target, sets: setsIn(sets, PRODUCTION), bounds: boundsFor(params, desired), knobs: knobsOf(params) });

/** A change of the wanted number. */
interface Change {
  before: number;
  after: number;
  /** A person has paused: sizes follow, and nothing else moves. */
  isPaused: boolean;
}

/** Production's scaling pass. In mid-update each revision keeps its share; where there is nothing to share, the ordinary pass has its turn. */
export function scaleProduction(
  params: Knobs,
  target: string,
  { before, after, isPaused }: Change,
  sets: readonly ReplicaSetView[],
): Pass {
  const own = setsIn(sets, PRODUCTION);
  const scaled = rescale({ target, sets: own, before: boundsFor(params, before), after: boundsFor(params, after) });
  return scaled.resizes.length > 0 || isPaused ? scaled : rollProduction(params, target, after, sets);
}

export const productionStatus = (sets: readonly ReplicaSetView[], target: string): DeploymentStatus =>
  statusOf(setsIn(sets, PRODUCTION), target);
