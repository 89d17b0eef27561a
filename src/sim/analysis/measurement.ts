import type { Micros } from '../kernel/index.ts';
import type { Value } from './condition/index.ts';
import { isCompleted, type Phase } from './phase.ts';

/** One look at a metric. `samples` is whatever the value was made of, so that a reader can see why. */
export interface Measurement<S = unknown> {
  startedAt: Micros;
  /** Null while in flight. */
  finishedAt: Micros | null;
  /** When to look again at a measurement in flight; null = at once. */
  resumeAt: Micros | null;
  phase: Phase;
  value: Value;
  samples: S | null;
  /** Half a sentence: which condition held or did not, or what went wrong. */
  message: string;
}

/** What has come of one metric so far: every measurement, oldest first, and the counters that the limits look at. */
export interface MetricResult<S = unknown> {
  name: string;
  phase: Phase;
  dryRun: boolean;
  measurements: readonly Measurement<S>[];
  /** Finished measurements that are no errors. */
  count: number;
  successful: number;
  failed: number;
  inconclusive: number;
  error: number;
  consecutiveError: number;
  consecutiveSuccess: number;
}

export const emptyResult = <S>(name: string, dryRun: boolean): MetricResult<S> => ({
  name,
  phase: 'Pending',
  dryRun,
  measurements: [],
  count: 0,
  successful: 0,
  failed: 0,
  inconclusive: 0,
  error: 0,
  consecutiveError: 0,
  consecutiveSuccess: 0,
});

/** Adds a measurement, or puts it in the place of the one in flight; counts it when it is finished. */
export function withMeasurement<S>(result: MetricResult<S>, measurement: Measurement<S>): MetricResult<S> {
  const isResumed = result.measurements.at(-1)?.finishedAt === null;
  const kept = isResumed ? result.measurements.slice(0, -1) : result.measurements;
  const after = { ...result, measurements: [...kept, measurement] };
  const { phase } = measurement;
  if (!isCompleted(phase)) return after;
  const isError = phase === 'Error',
    isSuccess = phase === 'Successful';
  return {
    ...after,
    count: after.count + (isError ? 0 : 1),
    successful: after.successful + (isSuccess ? 1 : 0),
    failed: after.failed + (phase === 'Failed' ? 1 : 0),
    inconclusive: after.inconclusive + (phase === 'Inconclusive' ? 1 : 0),
    error: after.error + (isError ? 1 : 0),
    consecutiveError: isError ? after.consecutiveError + 1 : 0,
    consecutiveSuccess: isSuccess ? after.consecutiveSuccess + 1 : 0,
  };
}
