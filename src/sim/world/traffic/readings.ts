import type { Micros } from '../../kernel/index.ts';
import { IN_FLIGHT, SERVED } from '../../trace/facts.ts';
import type { Attempts } from '../../trace/trace.ts';
import type { Replica } from '../fleet/replica.ts';

/** What a monitoring system would have seen of one population within a window. */
export interface Reading {
  /** Answers and failures, retries and mirrored copies included: servers are measured, not users. */
  requests: number;
  failed: number;
  /** Durations of those that were answered, ascending. */
  durations: Micros[];
}

/**
 * Reads the attempts that ended within the window before `now`.
 * @param population whose requests are measured; attempts that reached no replica belong to nobody but `all` (null)
 * @param longest no attempt takes longer than this: how far back to look
 */
export function readWindow(
  attempts: Attempts, replicas: readonly Replica[], population: ((replica: Replica) => boolean) | null, now: Micros, window: Micros, longest: Micros,
): Reading {
  const reading: Reading = { requests: 0, failed: 0, durations: [] };
  const earliest = now - window - longest;
  for (let row = attempts.count - 1; row >= 0 && attempts.sentAt[row]! >= earliest; row--) {
    const outcome = attempts.outcome[row]!, endedAt = attempts.endedAt[row]!;
    if (outcome === IN_FLIGHT || endedAt <= now - window || endedAt > now) continue;
    const index = attempts.replica[row]!;
    if (population !== null && (index < 0 || !population(replicas[index]!))) continue;
    reading.requests++;
    if (outcome === SERVED) reading.durations.push(endedAt - attempts.sentAt[row]!);
    else reading.failed++;
  }
  reading.durations.sort((a, b) => a - b);
  return reading;
}
