import type { Micros } from '../kernel/index.ts';
import { IN_FLIGHT } from './facts.ts';
import { oncePerTrace } from './once.ts';
import { countBelow } from './search.ts';
import type { Trace } from './trace.ts';

/** When an attempt was over for the client; the horizon when it still ran then. */
export const attemptEnd = (trace: Trace, row: number): Micros =>
  trace.attempts.outcome[row] === IN_FLIGHT ? trace.header.horizon : trace.attempts.endedAt[row]!;

/** Length of the longest attempt: how far back one must look for attempts that are still alive. */
const longestAttempt = oncePerTrace((trace: Trace): Micros => {
  let longest = 0;
  for (let row = 0; row < trace.attempts.count; row++) {
    longest = Math.max(longest, attemptEnd(trace, row) - trace.attempts.sentAt[row]!);
  }
  return longest;
});

/** Rows of the attempts that may be alive somewhere in [from, to]: [first, end). Attempts are in order of sending. */
export function candidates(trace: Trace, from: Micros, to: Micros): [number, number] {
  const sent = trace.attempts.sentAt.subarray(0, trace.attempts.count);
  return [countBelow(sent, from - longestAttempt(trace)), countBelow(sent, to + 1)];
}

/** Rows of the attempts alive at some instant of [from, to], in order of sending. */
export function inFlight(trace: Trace, from: Micros, to: Micros): number[] {
  const [first, end] = candidates(trace, from, to);
  const rows: number[] = [];
  for (let row = first; row < end; row++) if (attemptEnd(trace, row) >= from) rows.push(row);
  return rows;
}
