import type { Micros } from '../kernel/index.ts';
import { assessMetric, assessRun } from './assess.ts';
import type { Value } from './condition/index.ts';
import { emptyResult, withMeasurement, type Measurement, type MetricResult } from './measurement.ts';
import { isCompleted, isTerminating, type Phase } from './phase.ts';
import { nextReconcileAt, tasksDue, type MetricTask } from './schedule.ts';
import type { Judge, MetricSpec } from './spec.ts';

/** What a run is to measure, and who judges each metric, by its name. */
export interface AnalysisSpec<S = unknown> {
  metrics: readonly MetricSpec[];
  judges: Readonly<Record<string, Judge<S>>>;
}

/** What a look at a metric gives: a value (with the samples behind it), an error, or the wish to be asked again later. */
export type Sampled<S> = { value: Value; samples: S | null } | { error: string } | { resumeAt: Micros };
export type Measure<S> = (metric: MetricSpec, now: Micros) => Sampled<S>;

/** One run of an analysis: plain data, replaced as a whole at every step. */
export interface AnalysisRun<S = unknown> {
  spec: AnalysisSpec<S>;
  startedAt: Micros;
  /** When the verdict fell; null while at work. */
  completedAt: Micros | null;
  terminateRequested: boolean;
  phase: Phase;
  message: string;
  results: readonly MetricResult<S>[];
}

export const startAnalysis = <S>(spec: AnalysisSpec<S>, now: Micros): AnalysisRun<S> => ({
  spec,
  startedAt: now,
  completedAt: null,
  terminateRequested: false,
  phase: 'Running',
  message: '',
  results: spec.metrics.map(({ name, dryRun }) => emptyResult(name, dryRun)),
});

/** Measures what is due now and weighs it. A completed run stays as it is, so reconciling too often does no harm. */
export function reconcileAnalysis<S>(run: AnalysisRun<S>, now: Micros, measure: Measure<S>): AnalysisRun<S> {
  if (isCompleted(run.phase)) return run;
  const ending = isTerminating(run.results, run.terminateRequested);
  const tasks = new Map(tasksDue(run.spec.metrics, run, now).map((task) => [task.metric, task]));
  const measured = run.results.map((result, index) => {
    const task = tasks.get(result.name);
    return task === undefined ? result : withMeasurement(result, take(run, index, task, now, ending, measure));
  });
  return weigh(run, measured, now);
}

/** Asks the run to end: what is not decided yet comes out Successful. */
export const terminateAnalysis = <S>(run: AnalysisRun<S>, now: Micros, measure: Measure<S>): AnalysisRun<S> =>
  isCompleted(run.phase) ? run : reconcileAnalysis({ ...run, terminateRequested: true }, now, measure);

/** When to reconcile next; null = never again. */
export const nextAnalysisAt = <S>(run: AnalysisRun<S>, now: Micros): Micros | null =>
  isCompleted(run.phase) ? null : nextReconcileAt(run.spec.metrics, run, now);

function weigh<S>(run: AnalysisRun<S>, measured: readonly MetricResult<S>[], now: Micros): AnalysisRun<S> {
  const settle = (results: readonly MetricResult<S>[]) => {
    const ending = isTerminating(results, run.terminateRequested);
    return results.map((result, index) =>
      isCompleted(result.phase) ? result : { ...result, phase: assessMetric(run.spec.metrics[index]!, result, ending).phase },
    );
  };
  // Twice: the first weighing may find a metric that ends the others, and the second lets them know at the same instant.
  const results = settle(settle(measured)),
    verdict = assessRun(results);
  return { ...run, ...verdict, results, completedAt: isCompleted(verdict.phase) ? now : null };
}

function take<S>(
  run: AnalysisRun<S>,
  index: number,
  task: MetricTask,
  now: Micros,
  ending: boolean,
  measure: Measure<S>,
): Measurement<S> {
  const metric = run.spec.metrics[index]!,
    startedAt = task.resumes ? run.results[index]!.measurements.at(-1)!.startedAt : now;
  const finished = { startedAt, finishedAt: now, resumeAt: null, value: null, samples: null };
  if (ending) return { ...finished, phase: 'Successful', message: 'ended while in flight' };
  const sampled = measure(metric, now);
  if ('resumeAt' in sampled) {
    const { resumeAt } = sampled;
    return { ...finished, finishedAt: null, resumeAt, phase: 'Running', message: 'still measuring' };
  }
  if ('error' in sampled) return { ...finished, phase: 'Error', message: sampled.error };
  const judge = run.spec.judges[metric.name]!;
  return { ...finished, ...sampled, ...judge(sampled.value, sampled.samples) };
}
