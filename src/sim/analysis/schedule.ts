import type { Micros } from '../kernel/index.ts';
import type { Measurement, MetricResult } from './measurement.ts';
import { isCompleted, isTerminating } from './phase.ts';
import { ERROR_RETRY, wantedCount, type MetricSpec } from './spec.ts';

/** A run as far as its timing goes. */
export interface Timed {
  /** Null = not started yet. */
  startedAt: Micros | null;
  terminateRequested: boolean;
  results: readonly Pick<MetricResult, 'name' | 'phase' | 'dryRun' | 'count' | 'measurements'>[];
}

/** A measurement to take now, or to go on with. */
export interface MetricTask {
  metric: string;
  resumes: boolean;
}

type TimedMetric = Pick<MetricSpec, 'name' | 'interval' | 'initialDelay' | 'count'>;
type Last = Pick<Measurement, 'finishedAt' | 'resumeAt' | 'phase'>;

/** What is to be measured at this instant. A run that is being ended begins nothing new, but sees through what it has begun. */
export function tasksDue(metrics: readonly TimedMetric[], run: Timed, now: Micros): MetricTask[] {
  const ending = isTerminating(run.results, run.terminateRequested);
  return metrics.flatMap((metric): MetricTask[] => {
    const result = run.results.find(({ name }) => name === metric.name);
    if (result !== undefined && isCompleted(result.phase)) return [];
    const last = result?.measurements.at(-1);
    if (last !== undefined && last.finishedAt === null)
      return ending || (last.resumeAt ?? now) <= now ? [{ metric: metric.name, resumes: true }] : [];
    if (ending) return [];
    const due = dueAt(metric, run.startedAt, result?.count ?? 0, last);
    return due !== null && due <= now ? [{ metric: metric.name, resumes: false }] : [];
  });
}

/** When a metric is to be measured next; null = not any more, or nobody can say yet. */
function dueAt(metric: TimedMetric, startedAt: Micros | null, count: number, last: Last | undefined): Micros | null {
  if (last === undefined)
    return metric.initialDelay === 0 ? -Infinity : startedAt === null ? null : startedAt + metric.initialDelay;
  const wanted = wantedCount(metric);
  if (wanted !== null && count >= wanted) return null;
  // An error says nothing about the service, so it is tried again soon, even if the interval is an hour.
  const pause = last.phase === 'Error' ? ERROR_RETRY : metric.interval;
  return pause === null || last.finishedAt === null ? null : last.finishedAt + pause;
}

/** When the run wants to be looked at again; null = there is nothing to wait for. */
export function nextReconcileAt(metrics: readonly TimedMetric[], run: Timed, now: Micros): Micros | null {
  let soonest = Infinity;
  for (const metric of metrics) {
    const result = run.results.find(({ name }) => name === metric.name);
    if (result !== undefined && isCompleted(result.phase)) continue;
    const last = result?.measurements.at(-1);
    const at = last?.finishedAt === null ? last.resumeAt : dueAt(metric, run.startedAt ?? now, result?.count ?? 0, last);
    if (at !== null && at !== -Infinity) soonest = Math.min(soonest, at);
  }
  return soonest === Infinity ? null : soonest;
}
