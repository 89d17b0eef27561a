import type { Trace } from '../trace/index.ts';
import { oncePerTrace } from '../trace/index.ts';
import type { Metric } from './metric.ts';

const flipsOf = oncePerTrace((trace: Trace): { times: number; users: number } => {
  const { attempts, requests, header } = trace;
  const stable = trace.revisions.indexOf(header.stable);
  // By user.
  const isOnNext = new Uint8Array(header.users),
    isFlipped = new Uint8Array(header.users);
  let times = 0,
    users = 0;
  for (let row = 0; row < attempts.count; row++) {
    const revision = attempts.revision[row]!,
      request = attempts.request[row]!;
    if (revision < 0 || request < 0) continue;
    const user = requests.user[request]!;
    if (revision !== stable) isOnNext[user] = 1;
    else if (isOnNext[user] === 1) {
      isOnNext[user] = 0;
      times++;
      users += 1 - isFlipped[user]!;
      isFlipped[user] = 1;
    }
  }
  return { times, users };
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
