import type { Route } from '../../trace/route.ts';
import { setOf, total } from '../kubernetes/pass.ts';
import type { ReplicaSetView } from '../strategy.ts';
import { PRIMARY, type View } from './state.ts';

export const setsIn = ({ sets }: Pick<View, 'sets'>, environment: string): ReplicaSetView[] =>
  sets.filter((set) => set.environment === environment);

/** The route that the standing asks for. */
export const routeOf = ({ standing, opened }: Pick<View, 'standing' | 'opened'>): Route => ({
  weights: { [PRIMARY]: 1 },
  ...(standing.isOpen ? opened : {}),
});

/** Whether a route sends anything to a pool. */
export const reaches = ({ weights, match = [], split, mirror }: Route, pool: string): boolean =>
  (weights?.[pool] ?? 0) > 0 || match.some((rule) => rule.pool === pool) || split?.pool === pool || mirror?.pool === pool;

/** Every server that serves users runs the wanted revision, and none is missing. */
export function isPrimaryWhole(view: View): boolean {
  const own = setsIn(view, PRIMARY),
    set = setOf(own, view.standing.primary);
  return set.spec === view.desired && set.available >= view.desired && total(own, 'replicas') === view.desired;
}

/** Both sides are up: the comparison may begin. */
export function isPrepared(view: View): boolean {
  const own = setsIn(view, view.kind.environment),
    set = setOf(own, view.standing.trial ?? '');
  return isPrimaryWhole(view) && set.spec === view.size && set.available >= view.size && total(own, 'spec') === view.size;
}

/** Nothing is left of the trial: no server, and no router that would look for one. */
export const isCleared = (view: View): boolean =>
  total(setsIn(view, view.kind.environment), 'replicas') === 0 && !reaches(view.routes.effective, view.kind.environment);

/** The primary serves alone, as it should. */
export const isAlone = (view: View): boolean => isPrimaryWhole(view) && isCleared(view);
