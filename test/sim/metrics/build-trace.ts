import { MINUTE, SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import { FAILURE_CAUSES, FIRST_CAUSE, IN_FLIGHT, SERVED, TRACE_SCHEMA } from '../../../src/sim/trace/index.ts';
import type { Fact, FailureCause, Header, ReplicaState, Trace, Why } from '../../../src/sim/trace/index.ts';

export type Ending = 'inFlight' | 'served' | FailureCause;

/** One attempt, in seconds. Without `started` no slot took it up; without `replica` the router knew none. */
export interface AttemptSketch {
  sent: number;
  started?: number;
  ended: number;
  replica?: string;
  outcome: Ending;
}

/** One request, in seconds; its end and outcome are those of its last attempt. */
export interface RequestSketch {
  user: number;
  attempts: AttemptSketch[];
}

export interface TraceSketch {
  header?: Partial<Header>;
  /** Facts in any order; sorted by time, ties in the order given. Make them with the helpers below. */
  facts?: Fact[];
  requests?: RequestSketch[];
}

export const WHY: Why = {
  rule: 'test',
  says: 'A test said so.',
  arithmetic: '1 + 1 = 2',
  inputs: [],
  alternatives: [],
  source: 'test',
};

/** A replica enters a state. Its revision is what stands before the dash of its id: `v2-3` is of `v2`. */
export const enters = (at: number, replica: string, state: ReplicaState, cause: number | null = null, detail = ''): Fact => ({
  at: seconds(at),
  cause,
  type: `replica.${state}`,
  replica,
  revision: revisionOf(replica),
  node: 0,
  detail,
  until: null,
});
export const known = (at: number, replica: string): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'replica.known',
  replica,
  revision: revisionOf(replica),
});
export const forgotten = (at: number, replica: string): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'replica.forgotten',
  replica,
  revision: revisionOf(replica),
});
export const scaled = (
  at: number,
  revision: string,
  from: number,
  to: number,
  reason = `${revision} ${from} to ${to}`,
): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'replicaset.scaled',
  revision,
  from,
  to,
  reason,
  why: WHY,
});
export const weights = (at: number, shares: Record<string, number>): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'weight.changed',
  weights: shares,
});
export const state = (at: number, path: string, reason = ''): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'rollout.state',
  state: path,
  settled: ['idle', 'complete', 'restored', 'compared'].includes(path),
  reason,
});
/** The specification asks for a revision. */
export const wants = (at: number, revision: string): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'desired.changed',
  revision,
});
export const acted = (at: number, action: string, accepted = true, reason = ''): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'operator.acted',
  action,
  accepted,
  reason,
  index: 0,
});
export const alarm = (at: number, failedShare = 0.1): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'alarm.fired',
  failedShare,
});
export const fault = (at: number, name: string, target = ''): Fact => ({
  at: seconds(at),
  cause: null,
  type: 'fault.injected',
  fault: name,
  target,
  index: 0,
});

const revisionOf = (replica: string): string => replica.slice(0, replica.lastIndexOf('-'));

/** A request of one attempt that a replica took up at once. */
export const request = (
  user: number,
  sent: number,
  ended: number,
  replica: string | undefined,
  outcome: Ending = 'served',
): RequestSketch => ({
  user,
  attempts: [{ sent, started: replica === undefined ? undefined : sent, ended, replica, outcome }],
});

const code = (outcome: Ending): number =>
  outcome === 'inFlight' ? IN_FLIGHT : outcome === 'served' ? SERVED : FIRST_CAUSE + FAILURE_CAUSES.indexOf(outcome);

/** A trace written by hand. Revisions and replicas are collected from facts and requests; windows are counted from the requests. */
export function buildTrace(sketch: TraceSketch): Trace {
  const header: Header = {
    schema: TRACE_SCHEMA,
    title: 'By hand',
    seed: 1,
    horizon: MINUTE,
    strategy: 'rolling',
    stable: 'v1',
    next: 'v2',
    rolloutAt: 10 * SECOND,
    replicas: 2,
    concurrency: 4,
    queue: 8,
    grace: 30 * SECOND,
    users: 100,
    cohorts: {},
    timeout: 5 * SECOND,
    pricePerHour: 1,
    slo: { availability: 0.99, period: 60 * MINUTE },
    alarm: { failedAbove: 0.05, window: 10 * SECOND },
    ...sketch.header,
  };
  const order = (a: { at: number }, b: { at: number }) => a.at - b.at;
  const facts = [...(sketch.facts ?? [])].sort(order);
  const requests = [...(sketch.requests ?? [])].sort((a, b) => a.attempts[0]!.sent - b.attempts[0]!.sent);
  const attempts = requests
    .flatMap((row, index) => row.attempts.map((attempt) => ({ ...attempt, request: index, at: attempt.sent })))
    .sort(order);

  const replicas = [
    ...new Set([
      ...facts.flatMap((fact) => ('replica' in fact ? [fact.replica] : [])),
      ...attempts.flatMap((attempt) => attempt.replica ?? []),
    ]),
  ];
  const revisions = [...new Set([header.stable, header.next, ...replicas.map(revisionOf)])];
  const lastRow = new Map<number, number>();
  const previous = attempts.map((attempt, row) => {
    const before = lastRow.get(attempt.request) ?? -1;
    lastRow.set(attempt.request, row);
    return before;
  });
  const revisionIndex = (replica: string | undefined) => (replica === undefined ? -1 : revisions.indexOf(revisionOf(replica)));

  const lasts = requests.map((row) => row.attempts.at(-1)!);
  const count = Math.ceil(header.horizon / SECOND);
  const rows = count * (revisions.length + 1);
  const windows = {
    width: SECOND,
    count,
    offered: new Uint32Array(rows),
    served: new Uint32Array(rows),
    failed: new Uint32Array(rows * FAILURE_CAUSES.length),
  };
  lasts.forEach((last, index) => {
    const revision = revisionIndex(last.replica);
    const window = Math.floor(seconds(requests[index]!.attempts[0]!.sent) / SECOND);
    const row = window * (revisions.length + 1) + (revision < 0 ? revisions.length : revision);
    windows.offered[row]!++;
    if (last.outcome === 'served') windows.served[row]!++;
    else if (last.outcome !== 'inFlight') windows.failed[row * FAILURE_CAUSES.length + code(last.outcome) - FIRST_CAUSE]!++;
  });

  return {
    header,
    revisions,
    replicas,
    facts,
    windows,
    events: 0,
    digest: '0000000000000000',
    requests: {
      count: requests.length,
      arrivedAt: Float64Array.from(requests, (row) => seconds(row.attempts[0]!.sent)),
      endedAt: Float64Array.from(lasts, (last) => seconds(last.ended)),
      user: Int32Array.from(requests, (row) => row.user),
      outcome: Uint8Array.from(lasts, (last) => code(last.outcome)),
      write: new Uint8Array(requests.length),
      lastAttempt: Int32Array.from(requests, (_, index) => lastRow.get(index)!),
    },
    attempts: {
      count: attempts.length,
      request: Int32Array.from(attempts, (attempt) => attempt.request),
      previous: Int32Array.from(previous),
      sentAt: Float64Array.from(attempts, (attempt) => seconds(attempt.sent)),
      startedAt: Float64Array.from(attempts, (attempt) => (attempt.started === undefined ? -1 : seconds(attempt.started))),
      endedAt: Float64Array.from(attempts, (attempt) => seconds(attempt.ended)),
      replica: Int32Array.from(attempts, (attempt) => (attempt.replica === undefined ? -1 : replicas.indexOf(attempt.replica))),
      revision: Int32Array.from(attempts, (attempt) => revisionIndex(attempt.replica)),
      outcome: Uint8Array.from(attempts, (attempt) => code(attempt.outcome)),
    },
  };
}
