import type { IntOrPercent } from '../../schema/index.ts';
import type { Micros } from '../../kernel/index.ts';
import { setOf, total } from '../kubernetes/pass.ts';
import { boundsOf, type Bounds } from '../rolling/bounds.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Params } from './params.ts';
import type { DeploymentStatus } from './ready.ts';

/** The two Deployments. Each is a pool of its own for the routers, and each may hold the same revision as the other. */
export const PRIMARY = 'primary',
  CANARY = 'canary';
export type Environment = typeof PRIMARY | typeof CANARY;

export const setsOf = (sets: readonly ReplicaSetView[], environment: Environment): ReplicaSetView[] =>
  sets.filter((set) => set.environment === environment);

/** How the knobs of a rolling update were written: `1` or `25%`. */
export const knobsOf = ({ maxSurge, maxUnavailable }: Pick<Params, 'maxSurge' | 'maxUnavailable'>) => ({
  maxSurge: written(maxSurge),
  maxUnavailable: written(maxUnavailable),
});
const written = ({ unit, value }: IntOrPercent): number | string => (unit === 'percent' ? `${value}%` : value);

export function boundsFor(params: Params, desired: number): Bounds {
  const { maxSurge, maxUnavailable } = knobsOf(params);
  return boundsOf(desired, maxSurge, maxUnavailable);
}

/** Fewer servers are available than the Deployment's own rolling update has to keep: the beginning of every deadline. */
export const isShort = (params: Params, sets: readonly ReplicaSetView[], environment: Environment, desired: number): boolean =>
  total(setsOf(sets, environment), 'available') < boundsFor(params, desired).least;

/** What a Deployment's status says, put together from its replica sets. */
export function statusIn(
  sets: readonly ReplicaSetView[],
  environment: Environment,
  revision: string,
  { desired, unavailableSince, isOverdue }: { desired: number; unavailableSince: Micros | null; isOverdue: boolean },
): DeploymentStatus {
  const own = setsOf(sets, environment);
  return {
    isBehind: false,
    wanted: desired,
    replicas: total(own, 'replicas'),
    updated: setOf(own, revision).replicas,
    available: total(own, 'available'),
    isOverdue,
    unavailableSince,
  };
}
