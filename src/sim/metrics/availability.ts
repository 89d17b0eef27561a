import { offeredBy, servedBy, failedBy, usersHurtBy } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { servedShare } from './windows.ts';

export const offered: Metric = {
  id: 'offered',
  label: 'Requests',
  unit: 'requests',
  better: 'neither',
  explains: 'Requests that users made during the run.',
  measure: (trace) => offeredBy(trace, trace.header.horizon),
};

export const served: Metric = {
  id: 'served',
  label: 'Served',
  unit: 'requests',
  better: 'higher',
  explains: 'Requests that were answered well in the end, retries included.',
  measure: (trace) => servedBy(trace, trace.header.horizon),
};

export const failed: Metric = {
  id: 'failed',
  label: 'Failed',
  unit: 'requests',
  better: 'lower',
  explains: 'Requests whose last attempt failed. What was still in flight at the end of the run is neither served nor failed.',
  measure: (trace) => failedBy(trace, trace.header.horizon),
};

export const availability: Metric = {
  id: 'availability',
  label: 'Availability',
  unit: 'share',
  better: 'higher',
  explains: 'Served ÷ (served + failed): the share of requests that were served, of those that came to an end.',
  measure: (trace) =>
    servedShare({ served: servedBy(trace, trace.header.horizon), failed: failedBy(trace, trace.header.horizon) }),
};

export const usersHurt: Metric = {
  id: 'usersHurt',
  label: 'Users hurt',
  unit: 'users',
  better: 'lower',
  explains: 'Distinct users with at least one failed request, whoever is to blame.',
  measure: (trace) => usersHurtBy(trace, trace.header.horizon),
};
