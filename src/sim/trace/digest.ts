import { Fingerprint } from '../kernel/index.ts';
import type { Trace } from './trace.ts';

/** Sixteen hexadecimal digits over everything that happened: equal digests, equal runs. */
export function digestOf(trace: Omit<Trace, 'digest'>): string {
  const { requests, attempts } = trace;
  return new Fingerprint()
    .text(JSON.stringify([trace.header, trace.revisions, trace.replicas, trace.facts]))
    .numbers(requests.arrivedAt)
    .numbers(requests.endedAt)
    .numbers(requests.user)
    .numbers(requests.outcome)
    .numbers(requests.lastAttempt)
    .numbers(requests.write)
    .numbers(attempts.request)
    .numbers(attempts.previous)
    .numbers(attempts.sentAt)
    .numbers(attempts.startedAt)
    .numbers(attempts.endedAt)
    .numbers(attempts.replica)
    .numbers(attempts.revision)
    .numbers(attempts.outcome)
    .hex();
}
