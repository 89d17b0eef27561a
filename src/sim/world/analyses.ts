import {
  nextAnalysisAt, reconcileAnalysis, startAnalysis, terminateAnalysis,
  isCompleted, type AnalysisRun, type MeasuredMetric, type Question, type Samples, type Sampled,
} from '../analysis/index.ts';
import { PHASE, SECOND, toSeconds, type Calendar, type CallHandle, type Micros } from '../kernel/index.ts';
import type { FactId, Why } from '../trace/facts.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { AnalysisPhase } from '../trace/route.ts';
import type { Attempts } from '../trace/trace.ts';
import type { Replica } from './fleet/replica.ts';
import { readWindow, type Reading } from './traffic/readings.ts';

/** How an analysis run ended. */
export interface AnalysisEnd {
  run: string;
  phase: AnalysisPhase;
  says: string;
}

interface Running {
  metrics: readonly MeasuredMetric[];
  run: AnalysisRun<Samples>;
  /** The fact that started it; its measurements are caused by it. */
  cause: FactId;
  wake: CallHandle;
}

/** Analysis runs on simulated time: measures what is due, records what was seen, and tells when a verdict falls. */
export class Analyses {
  readonly #running = new Map<string, Running>();

  constructor(
    private readonly revisions: readonly string[],
    private readonly replicas: readonly Replica[],
    private readonly attempts: Attempts,
    /** No attempt lasts longer. */
    private readonly timeout: Micros,
    private readonly calendar: Calendar,
    private readonly recorder: Recorder,
    private readonly ended: (end: AnalysisEnd, cause: FactId) => void,
  ) {}

  start(id: string, metrics: readonly MeasuredMetric[], why: Why): void {
    const cause = this.recorder.record('analysis.started', { run: id, metrics: metrics.map(({ name }) => name), reason: why.says, why });
    const judges = Object.fromEntries(metrics.flatMap(({ name, judge }) => (judge ? [[name, judge]] : [])));
    const running = { metrics, run: startAnalysis<Samples>({ metrics, judges }, this.calendar.now), cause, wake: -1 };
    this.#running.set(id, running);
    this.#step(id, running);
  }

  /** Ends a run that nobody needs any more; a run that has ended is ignored. */
  end(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    this.calendar.cancel(running.wake);
    running.run = terminateAnalysis(running.run, this.calendar.now, (metric) => this.#measure(running, metric.name));
    this.#conclude(id, running);
  }

  #step(id: string, running: Running): void {
    const now = this.calendar.now, before = running.run;
    running.run = reconcileAnalysis(before, now, (metric) => this.#measure(running, metric.name));
    running.run.results.forEach((result, index) => {
      for (const measurement of result.measurements.slice(before.results[index]!.measurements.length)) {
        const { question, successCondition, failureCondition } = running.metrics[index]!;
        this.recorder.record('analysis.measured', {
          run: id, metric: result.name, population: question.population ?? 'all',
          value: typeof measurement.value === 'number' ? measurement.value : firstNumber(measurement.value),
          phase: measurement.phase, window: question.window,
          requests: measurement.samples?.requests ?? 0, failed: measurement.samples?.failed ?? 0,
          limits: limitsOf(successCondition, failureCondition), says: measurement.message,
        }, running.cause);
      }
    });
    if (isCompleted(running.run.phase)) return this.#conclude(id, running);
    const next = nextAnalysisAt(running.run, now);
    if (next !== null && next !== Infinity) running.wake = this.calendar.call(Math.max(next, now), PHASE.control, () => this.#step(id, running));
  }

  #conclude(id: string, running: Running): void {
    this.#running.delete(id);
    const { phase, message } = running.run;
    const cause = this.recorder.record('analysis.ended', { run: id, phase, reason: message }, running.cause);
    // The strategy hears of it in a round of its own: it may be the one that is asking just now.
    this.calendar.call(this.calendar.now, PHASE.control, () => this.ended({ run: id, phase, says: message }, cause));
  }

  #measure(running: Running, name: string): Sampled<Samples> {
    const { question } = running.metrics.find((metric) => metric.name === name)!;
    const reading = this.#read(question.population, question.window);
    const baseline = question.baseline === null ? null : this.#read(question.baseline, question.window);
    return { value: valueOf(question, reading), samples: { ...samplesOf(reading), baseline: baseline && samplesOf(baseline) } };
  }

  #read(population: string | null, window: Micros): Reading {
    const belongs = population === null ? null
      : (replica: Replica): boolean => replica.pool === population || this.revisions[replica.revision] === population;
    return readWindow(this.attempts, this.replicas, belongs, this.calendar.now, window, this.timeout);
  }
}

const samplesOf = ({ requests, failed, durations }: Reading) => ({ requests, failed, durations: durations.map(toSeconds) });

/** As a monitoring system answers: a vector with one value, or, where there is no series at all, an empty one. */
function valueOf({ metric, window, quantile }: Question, { requests, failed, durations }: Reading): readonly number[] {
  if (metric === 'requestRate') return [(requests * SECOND) / window];
  if (requests === 0) return [];
  if (metric === 'successRate') return [(requests - failed) / requests];
  if (metric === 'errorRate') return [failed / requests];
  return durations.length === 0 ? [] : [toSeconds(durations[Math.min(durations.length - 1, Math.floor(quantile * durations.length))]!)];
}

const firstNumber = (value: unknown): number | null => (Array.isArray(value) && typeof value[0] === 'number' && value[0] === value[0] ? value[0] : null);

/** The bounds that simple conditions set, so that a picture can draw them as lines; null where a condition says something else. */
function limitsOf(success: string | null, failure: string | null): { condition: string; atLeast: number | null; atMost: number | null } {
  const condition = [success && `success: ${success}`, failure && `failure: ${failure}`].filter(Boolean).join('; ');
  let atLeast: number | null = null, atMost: number | null = null;
  for (const [text, holds] of [[success, true], [failure, false]] as const) {
    const found = text === null ? null : /^\s*result(?:\[0\])?\s*(<=?|>=?)\s*([0-9.]+)\s*$/.exec(text);
    if (!found) continue;
    const isUpper = found[1]!.startsWith('<') === holds, bound = Number(found[2]);
    if (isUpper) atMost = bound;
    else atLeast = bound;
  }
  return { condition, atLeast, atMost };
}
