import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { oncePerTrace } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { momentsOf } from './moments.ts';
import { outcomeOf } from './outcome.ts';

/** When exposure stops being a risk taken: with the promotion, when everything is on *next* for good; otherwise never. */
const exposureEnd = (trace: Trace): Micros =>
  outcomeOf(trace) === 'promoted' ? (momentsOf(trace).allOnNext ?? trace.header.horizon) : trace.header.horizon;

const exposureOf = oncePerTrace((trace: Trace): { requests: number; users: number } => {
  const { attempts, requests, header } = trace;
  const end = exposureEnd(trace);
  const stable = trace.revisions.indexOf(header.stable);
  const hasMet = new Uint8Array(requests.count),
    isExposed = new Uint8Array(header.users);
  const exposed = { requests: 0, users: 0 };
  for (let row = 0; row < attempts.count && attempts.sentAt[row]! < end; row++) {
    const revision = attempts.revision[row]!,
      request = attempts.request[row]!;
    // A mirrored copy exposes nobody: no user waits for its answer.
    if (revision < 0 || revision === stable || request < 0 || hasMet[request] === 1) continue;
    hasMet[request] = 1;
    exposed.requests++;
    const user = requests.user[request]!;
    exposed.users += 1 - isExposed[user]!;
    isExposed[user] = 1;
  }
  return exposed;
});

export const exposureRequests: Metric = {
  id: 'exposureRequests',
  label: 'Requests exposed to next',
  unit: 'requests',
  better: 'lower',
  explains:
    'Requests that met the next version before the rollout was decided: until everything was on it, or, when it was not promoted, in all.',
  measure: (trace) => exposureOf(trace).requests,
};

export const exposureUsers: Metric = {
  id: 'exposureUsers',
  label: 'Users exposed to next',
  unit: 'users',
  better: 'lower',
  explains: 'Distinct users with at least one such request.',
  measure: (trace) => exposureOf(trace).users,
};
