import type { Trace } from '../trace/index.ts';
import { oncePerTrace } from '../trace/index.ts';
import type { Metric } from './metric.ts';

const flipsOf = oncePerTrace((trace: Trace): { times: number; users: number } => {
  const { attempts, requests } = trace;
  const stable = trace.revisions.indexOf(trace.header.stable);
  const isOnNext = new Map<number, boolean>();
  const users = new Set<number>();
  let times = 0;
  for (let row = 0; row < attempts.count; row++) {
    const revision = attempts.revision[row]!,
      request = attempts.request[row]!;
    if (revision < 0 || request < 0) continue;
    const user = requests.user[request]!;
    if (isOnNext.get(user) && revision === stable) {
      times++;
      users.add(user);
    }
    isOnNext.set(user, revision !== stable);
  }
  return { times, users: users.size };
});

export const versionFlips: Metric = {
  id: 'versionFlips',
  label: 'Version flips',
  unit: 'flips',
  better: 'lower',
  explains: 'Times that a user who had been on the next version was sent back to the stable one.',
  measure: (trace) => flipsOf(trace).times,
};

export const flippedUsers: Metric = {
  id: 'flippedUsers',
  label: 'Users flipped',
  unit: 'users',
  better: 'lower',
  explains: 'Distinct users to whom that happened at least once.',
  measure: (trace) => flipsOf(trace).users,
};
