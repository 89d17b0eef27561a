import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { copyOf, countUpTo, oncePerTrace, routeAt, SERVED } from '../trace/index.ts';
import type { Metric } from './metric.ts';

/** What mirrored copies changed outside, and what stand-ins kept them from changing: when each was carried out, ascending. */
export interface CopiedWrites {
  done: Float64Array;
  caught: Float64Array;
}

/** Null when no copy was ever sent. A copy that no server carried out to its end has changed nothing. */
export const copiedWritesOf = oncePerTrace((trace: Trace): CopiedWrites | null => {
  const { attempts, requests, facts } = trace;
  const done: Micros[] = [],
    caught: Micros[] = [];
  const changes = facts.flatMap((fact) => (fact.type === 'route.effective' ? [fact.at] : []));
  let isMirrored = false,
    next = 0,
    isSandboxed = false;
  for (let row = 0; row < attempts.count; row++) {
    const request = attempts.request[row]!,
      sentAt = attempts.sentAt[row]!;
    if (next < changes.length && changes[next]! <= sentAt) {
      next = countUpTo(changes, sentAt);
      isSandboxed = routeAt(trace, sentAt).mirror?.sandboxed ?? false;
    }
    if (request >= 0) continue;
    isMirrored = true;
    if (requests.write[copyOf(request)] === 1 && attempts.outcome[row] === SERVED)
      (isSandboxed ? caught : done).push(attempts.endedAt[row]!);
  }
  if (!isMirrored) return null;
  return { done: Float64Array.from(done).sort(), caught: Float64Array.from(caught).sort() };
});

export const duplicateWrites: Metric = {
  id: 'duplicateWrites',
  label: 'Writes done twice',
  unit: 'requests',
  better: 'lower',
  explains:
    'Mirrored copies of requests that change something outside, carried out to their end: it happened a second time. None where stand-ins caught it.',
  measure: (trace) => copiedWritesOf(trace)?.done.length ?? null,
};
