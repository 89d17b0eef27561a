import type { Route } from '../../trace/route.ts';
import { CANARY, PRIMARY } from './environments.ts';
import type { Params } from './params.ts';
import type { State } from './state.ts';
import { ALL, modeOf } from './weights.ts';

/**
 * What the routers are to do in a state. In A/B testing the weights 0/100 hold for the cohorts that match, and everybody else stays
 * on the primary, even on one that has failed: the routers' rule knows no other way.
 */
export function routeOf(params: Params, state: State): Route {
  const { canary } = state.weights;
  if (modeOf(params) === 'abTesting' && canary > 0)
    return { weights: { [PRIMARY]: 1, [CANARY]: 0 }, match: params.match.map(({ cohort }) => ({ cohort, pool: CANARY })) };
  return {
    weights: { [PRIMARY]: (ALL - canary) / ALL, [CANARY]: canary / ALL },
    ...(state.isMirrored ? { mirror: { pool: CANARY, share: params.mirrorWeight / 100 } } : {}),
    ...stickiness(params, state),
  };
}

/** The cookie holds users only while the canary has traffic: one that has failed gives them all back. */
const stickiness = ({ sessionAffinity, ...params }: Params, { weights }: State): Pick<Route, 'sticky'> =>
  sessionAffinity === null || weights.canary === 0 || modeOf(params) !== 'canary'
    ? {}
    : { sticky: { pool: CANARY, for: sessionAffinity.maxAge } };
