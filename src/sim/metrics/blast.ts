import type { Micros } from '../kernel/index.ts';
import type { FailureCause, FactId, Life, Trace } from '../trace/index.ts';
import { FIRST_CAUSE, causeOf, countUpTo, kindOf, livesOf, oncePerTrace, series, stretchAt } from '../trace/index.ts';
import type { Metric } from './metric.ts';

/** One failed request. */
export interface Failure {
  at: Micros;
  request: number;
  user: number;
  cause: FailureCause;
  /** Where the last attempt went; null when the router knew no server. */
  revision: string | null;
  /** What the server was going through, when that is what lost the request. */
  because: 'leaving' | 'arriving' | 'broken' | null;
  /** Whether the rollout is to blame; see `isOfRollout`. */
  ofRollout: boolean;
}

/** Every request that failed, in order of failing. */
export const failuresOf = oncePerTrace((trace: Trace): Failure[] => {
  const { requests } = trace;
  const failures: Failure[] = [];
  for (let request = 0; request < requests.count; request++) {
    if (requests.outcome[request]! >= FIRST_CAUSE) failures.push(failureOf(trace, request));
  }
  return failures.sort((a, b) => a.at - b.at || a.request - b.request);
});

/** The failures that the rollout is to blame for, in order of failing. */
export const rolloutFailures = oncePerTrace((trace: Trace): Failure[] =>
  failuresOf(trace).filter((failure) => failure.ofRollout),
);

function failureOf(trace: Trace, request: number): Failure {
  const { requests, attempts } = trace;
  const row = requests.lastAttempt[request]!;
  const at = requests.endedAt[request]!;
  const life = livesOf(trace)[attempts.replica[row]!];
  const cause = causeOf(requests.outcome[request]!)!;
  const revision = trace.revisions[attempts.revision[row]!] ?? null;
  const { because, isPlanned } = troubleOf(trace, life, attempts.sentAt[row]!, at);
  const ofRollout = at >= trace.header.rolloutAt && isOfRollout(trace, at, cause, revision, isPlanned);
  return { at, request, user: requests.user[request]!, cause, revision, because, ofRollout };
}

/**
 * The rule of blame. Of the requests that failed after the rollout began, the rollout's are those whose last attempt
 * - went to *next*, for whatever cause;
 * - went to a server that was going away, gone, or not yet ready because a controller or a person had said so;
 * - found no server to go to; or
 * - was turned away or not answered in time while fewer servers were ready than at the start because some were still coming or going.
 * A crash of a *stable* server, or of its node, is bad luck and not the rollout's.
 */
function isOfRollout(trace: Trace, at: Micros, cause: FailureCause, revision: string | null, isPlanned: boolean): boolean {
  if (revision === null || cause === 'noEndpoint') return true;
  if (revision !== trace.header.stable || isPlanned) return true;
  return (cause === 'queueFull' || cause === 'timeout') && isShortHanded(trace, at);
}

/** What the server went through between sending and failing, and whether somebody had decided it. */
function troubleOf(
  trace: Trace,
  life: Life | undefined,
  sentAt: Micros,
  at: Micros,
): { because: Failure['because']; isPlanned: boolean } {
  const stretch = life && (stretchAt(life, at) ?? stretchAt(life, sentAt));
  if (!stretch) return { because: null, isPlanned: false };
  const isPlanned = isDecided(trace, stretch.fact);
  const kind = kindOf(stretch.state);
  if (kind === 'terminating') return { because: 'leaving', isPlanned };
  if (kind === 'starting') return { because: 'arriving', isPlanned };
  if (kind === 'ready') return { because: null, isPlanned: false };
  // Killed after its grace period or already gone: what counts is whether it was on its way out or broke down.
  const wentAway = life.stretches.some((earlier) => earlier.at <= at && kindOf(earlier.state) === 'terminating');
  return wentAway ? { because: 'leaving', isPlanned } : { because: 'broken', isPlanned: false };
}

/** Whether the chain of causes of a fact leads to a decision of the rollout; how the fleet of the start came about is none. */
function isDecided(trace: Trace, fact: FactId): boolean {
  for (let id: FactId | null = fact; id !== null; id = trace.facts[id]!.cause) {
    const { type, at } = trace.facts[id]!;
    if (at >= trace.header.rolloutAt && (type === 'replicaset.scaled' || type === 'operator.acted' || type === 'rollout.state'))
      return true;
  }
  return false;
}

/** Fewer servers are ready than the service has in peace, and servers are coming or going. */
function isShortHanded(trace: Trace, at: Micros): boolean {
  const { fleet } = series(trace);
  const step = countUpTo(fleet.at, at) - 1;
  const sum = (kind: 'ready' | 'starting' | 'terminating') =>
    trace.revisions.reduce((total, revision) => total + fleet.byRevision[revision]![kind][step]!, 0);
  return sum('ready') < trace.header.replicas && sum('starting') + sum('terminating') > 0;
}

const BLAME =
  'Blamed on the rollout: it hit the next version, a server that was stopped or not yet ready by decision, found no server, or was too much for a fleet short of servers.';

export const blastRequests: Metric = {
  id: 'blastRequests',
  label: 'Failed because of the rollout',
  unit: 'requests',
  better: 'lower',
  explains: `Requests that failed after the rollout began and because of it. ${BLAME}`,
  measure: (trace) => rolloutFailures(trace).length,
};

export const blastUsers: Metric = {
  id: 'blastUsers',
  label: 'Users hurt by the rollout',
  unit: 'users',
  better: 'lower',
  explains: `Distinct users with at least one such request. ${BLAME}`,
  measure: (trace) => new Set(rolloutFailures(trace).map((failure) => failure.user)).size,
};
