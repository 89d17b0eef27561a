import type { Micros } from '../kernel/index.ts';
import { CAUSE_LABELS, STATE_LABELS } from './causes.ts';
import type { FailureCause } from './facts.ts';
import { IN_FLIGHT, SERVED, causeOf } from './facts.ts';
import { clockFine, duration } from './format.ts';
import { attemptEnd } from './in-flight.ts';
import { livesOf, stretchAt } from './lives.ts';
import type { Trace } from './trace.ts';

/** One attempt of a request; `replica` and `revision` are null when the router knew no server. */
export interface AttemptLife {
  row: number;
  replica: string | null;
  revision: string | null;
  sentAt: Micros;
  startedAt: Micros | null;
  endedAt: Micros;
  outcome: 'inFlight' | 'served' | FailureCause;
}

/** One request from the user's side, with every attempt, and the story line by line. */
export interface RequestLife {
  request: number;
  user: number;
  arrivedAt: Micros;
  endedAt: Micros;
  outcome: 'inFlight' | 'served' | FailureCause;
  attempts: AttemptLife[];
  /** One line an attempt, then the end: times count from the arrival. */
  lines: string[];
}

const outcomeOf = (code: number): AttemptLife['outcome'] =>
  code === IN_FLIGHT ? 'inFlight' : code === SERVED ? 'served' : causeOf(code)!;

/** Rows of the attempts of one request, first to last. */
export function attemptsOf(trace: Trace, request: number): number[] {
  const rows: number[] = [];
  for (let row = trace.requests.lastAttempt[request] ?? -1; row >= 0; row = trace.attempts.previous[row]!) rows.push(row);
  return rows.reverse();
}

/** Everything that happened to one request (a row of `trace.requests`). */
export function lifeOfRequest(trace: Trace, request: number): RequestLife {
  const { requests } = trace;
  const arrivedAt = requests.arrivedAt[request]!;
  const outcome = outcomeOf(requests.outcome[request]!);
  const endedAt = outcome === 'inFlight' ? trace.header.horizon : requests.endedAt[request]!;
  const user = requests.user[request]!;
  const attempts = attemptsOf(trace, request).map((row) => attemptLife(trace, row));
  const lines = [
    `User ${user} asked at ${clockFine(arrivedAt)}.`,
    ...attempts.map((attempt) => `${offset(attempt.sentAt - arrivedAt)} ${told(trace, attempt)}`),
    `${offset(endedAt - arrivedAt)} ${verdict(outcome, attempts.length)}`,
  ];
  return { request, user, arrivedAt, endedAt, outcome, attempts, lines };
}

function attemptLife(trace: Trace, row: number): AttemptLife {
  const { attempts } = trace;
  const started = attempts.startedAt[row]!;
  return {
    row,
    replica: trace.replicas[attempts.replica[row]!] ?? null,
    revision: trace.revisions[attempts.revision[row]!] ?? null,
    sentAt: attempts.sentAt[row]!,
    startedAt: started < 0 ? null : started,
    endedAt: attemptEnd(trace, row),
    outcome: outcomeOf(attempts.outcome[row]!),
  };
}

const offset = (length: Micros): string => `${(Math.round(length / 1000) / 1000).toFixed(3)} s`;

/** `sent to v1-3 · waited 12 ms in its queue · worked on for 45 ms · served`. */
function told(trace: Trace, attempt: AttemptLife): string {
  if (attempt.replica === null)
    return `sent · ${attempt.outcome === 'inFlight' ? 'waiting' : CAUSE_LABELS[attempt.outcome as FailureCause]}`;
  const parts = [`sent to ${attempt.replica}`];
  const waited = (attempt.startedAt ?? attempt.endedAt) - attempt.sentAt;
  if (waited > 0) parts.push(`waited ${duration(waited)} ${attempt.startedAt === null ? 'in vain' : 'in its queue'}`);
  if (attempt.startedAt !== null) parts.push(`worked on for ${duration(attempt.endedAt - attempt.startedAt)}`);
  if (attempt.outcome === 'served') parts.push('served');
  else if (attempt.outcome === 'inFlight') parts.push('still in flight at the end of the run');
  else parts.push(`${CAUSE_LABELS[attempt.outcome]}${circumstance(trace, attempt)}`);
  return parts.join(' · ');
}

/** What the replica was doing at the time, when that says more than "serving". */
function circumstance(trace: Trace, attempt: AttemptLife): string {
  const life = livesOf(trace)[trace.replicas.indexOf(attempt.replica!)];
  const state = life && stretchAt(life, attempt.endedAt)?.state;
  if (!state || state === 'available' || state === 'ready') return '';
  return ` (the server was ${STATE_LABELS[state]})`;
}

function verdict(outcome: AttemptLife['outcome'], tries: number): string {
  if (outcome === 'inFlight') return 'the run ended first.';
  if (outcome === 'served') return tries > 1 ? `the user had the answer, at attempt ${tries}.` : 'the user had the answer.';
  return tries > 1 ? `the user gave up after ${tries} attempts.` : 'the user saw an error.';
}
