import type { PoolStatus } from '../strategy.ts';
import type { Context } from './context.ts';

/** Which environment the users are on, which one is tried, and which is kept for the way back. */
export function poolsOf({ status: { active, target }, fleet }: Context): PoolStatus {
  const kept = fleet.sets.filter(({ revision, spec }) => spec > 0 && revision !== active && revision !== target);
  return {
    names: {
      ...Object.fromEntries(kept.map(({ revision }) => [revision, 'standby'])),
      [target]: 'preview',
      ...(active === null ? {} : { [active]: 'active' }),
    },
    asked: null,
  };
}
