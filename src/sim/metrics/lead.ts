import type { Metric } from './metric.ts';
import { momentsOf } from './moments.ts';

export const leadTime: Metric = {
  id: 'leadTime',
  label: 'Lead time',
  unit: 'duration',
  better: 'lower',
  explains: 'From the start of the rollout until routers sent everything to the next version, for the first time.',
  measure: (trace) => since(trace.header.rolloutAt, momentsOf(trace).allOnNext),
};

export const retireTime: Metric = {
  id: 'retireTime',
  label: 'Time to retire the old version',
  unit: 'duration',
  better: 'lower',
  explains: 'From the start of the rollout until the last server of the old version was gone, for good.',
  measure: (trace) => since(trace.header.rolloutAt, momentsOf(trace).stableGone),
};

const since = (from: number, to: number | null): number | null => (to === null ? null : to - from);
