import { expect } from 'vitest';
import { assessLimits, assessMetric } from '../../src/sim/analysis/assess.ts';
import { judgementOf, type Outcome } from '../../src/sim/analysis/judge.ts';
import { isTerminating, isWorse, type Phase } from '../../src/sim/analysis/phase.ts';
import { nextReconcileAt, tasksDue, type Timed } from '../../src/sim/analysis/schedule.ts';
import { METRIC_DEFAULTS, type MetricSpec } from '../../src/sim/analysis/spec.ts';
import { seconds, toSeconds } from '../../src/sim/kernel/index.ts';
import { parseDuration } from '../../src/sim/schema/index.ts';
import { oracle } from './oracle.ts';

type OracleMetric = Partial<Omit<MetricSpec, 'interval' | 'initialDelay'>> & { interval?: string; initialDelay?: string };
type OracleMeasurement = { phase: Phase; startedAtSec?: number; finishedAtSec?: number; resumeAtSec?: number };
type OracleResult = {
  name: string;
  phase: Phase | '';
  measurements: OracleMeasurement[];
  count: number;
  successful: number;
  failed: number;
  inconclusive: number;
  error: number;
  consecutiveError: number;
  consecutiveSuccess: number;
};

const metricOf = ({ interval, initialDelay, ...rest }: OracleMetric): MetricSpec => ({
  ...METRIC_DEFAULTS,
  name: '',
  ...rest,
  interval: interval === undefined ? null : parseDuration(interval),
  // The controller never begins to measure after a delay that it cannot read.
  initialDelay: initialDelay === undefined ? 0 : (parseDuration(initialDelay) ?? Infinity),
});
const at = (amount: number | null | undefined) => (amount === null || amount === undefined ? null : seconds(amount));

oracle<{ successCondition: boolean | null | 'error'; failureCondition: boolean | null | 'error' }, { measurementPhase: Phase }>(
  'argo_EvaluateResult',
  (given, expected) => {
    const outcome = (condition: boolean | null | 'error'): Outcome =>
      condition === null ? null : condition === 'error' ? { error: 'cannot be evaluated' } : { value: condition };
    expect(judgementOf(outcome(given.successCondition), outcome(given.failureCondition)).phase).toBe(expected.measurementPhase);
  },
);

oracle<{ current: Phase; new: Phase }, { newIsWorse: boolean }>('argo_analysisPhase_IsWorse', (given, expected) => {
  expect(isWorse(given.current, given.new)).toBe(expected.newIsWorse);
});

oracle<{ metricPhases: Phase[]; dryRunIndexes: number[]; terminateRequested: boolean }, { terminating: boolean }>(
  'argo_analysisRun_IsTerminating',
  (given, expected) => {
    const results = given.metricPhases.map((phase, index) => ({ phase, dryRun: given.dryRunIndexes.includes(index) }));
    expect(isTerminating(results, given.terminateRequested)).toBe(expected.terminating);
  },
);

oracle<{ metric: OracleMetric; result: OracleResult }, { phase: Phase }>(
  'argo_assessMetricFailureInconclusiveOrError',
  (given, expected) => {
    expect(assessLimits(metricOf(given.metric), given.result)?.phase).toBe(expected.phase);
  },
);

oracle<{ metric: OracleMetric; result: OracleResult; terminating: boolean }, { phase: Phase }>(
  'argo_assessMetricStatus',
  (given, expected) => {
    expect(assessMetric(metricOf(given.metric), given.result, given.terminating).phase).toBe(expected.phase);
  },
);

type Run = {
  metrics: OracleMetric[];
  run: { metricResults: OracleResult[]; startedAtSec: number | null; terminateRequested: boolean };
};
const timed = ({ run }: Run): Timed => ({
  startedAt: at(run.startedAtSec),
  terminateRequested: run.terminateRequested,
  results: run.metricResults.map((result) => ({
    name: result.name,
    phase: result.phase || 'Pending',
    dryRun: false,
    count: result.count,
    measurements: result.measurements.map((measurement) => ({
      startedAt: seconds(measurement.startedAtSec ?? 0),
      finishedAt: at(measurement.finishedAtSec),
      resumeAt: at(measurement.resumeAtSec),
      phase: measurement.phase,
      value: null,
      samples: null,
      message: '',
    })),
  })),
});

oracle<Run, { tasks: { metric: string; resumesInProgress: boolean }[] }>('argo_generateMetricTasks', (given, expected) => {
  const tasks = tasksDue(given.metrics.map(metricOf), timed(given), 0);
  expect(tasks.map(({ metric, resumes }) => ({ metric, resumesInProgress: resumes }))).toEqual(expected.tasks);
});

oracle<Run, { nextReconcileAtSec: number | null }>('argo_calculateNextReconcileTime', (given, expected) => {
  const next = nextReconcileAt(given.metrics.map(metricOf), timed(given), 0);
  expect(next === null ? null : toSeconds(next)).toBe(expected.nextReconcileAtSec);
});
