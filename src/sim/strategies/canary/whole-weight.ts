import type { Params } from './params.ts';

/** What all weights add up to. */
export const maxWeightOf = (params: Pick<Params, 'trafficRouting'>): number => params.trafficRouting?.maxTrafficWeight ?? 100;
