import {
  countingOf,
  isCompleted,
  nextAnalysisAt,
  reconcileAnalysis,
  startAnalysis,
  terminateAnalysis,
  whyEnded,
  type AnalysisRun,
  type MeasuredMetric,
  type Measure,
  type MetricResult,
  type Prober,
  type Samples,
} from '../analysis/index.ts';
import { PHASE, type Calendar, type CallHandle } from '../kernel/index.ts';
import type { FactId, Why } from '../trace/facts.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { AnalysisPhase } from '../trace/route.ts';
import { measuredFacts } from './analysis-facts.ts';
import type { Readings } from './traffic/readings.ts';

/** How an analysis run ended. */
export interface AnalysisEnd {
  run: string;
  phase: AnalysisPhase;
  says: string;
}

/** A run under way, with what its metrics are measured by, in their order. */
interface Running {
  metrics: readonly MeasuredMetric[];
  probers: readonly Prober[];
  run: AnalysisRun<Samples>;
  /** The fact that started it; its measurements are caused by it. */
  cause: FactId;
  wake: CallHandle;
}

/** Analysis runs on simulated time: measures what is due, records what was seen, and tells when a verdict falls. */
export class Analyses {
  readonly #running = new Map<string, Running>();

  constructor(
    private readonly readings: Readings,
    private readonly calendar: Calendar,
    private readonly recorder: Recorder,
    private readonly ended: (end: AnalysisEnd, cause: FactId) => void,
  ) {}

  /** @param probers who takes and judges the measurements of each metric, in their order */
  start(id: string, metrics: readonly MeasuredMetric[], probers: readonly Prober[], why: Why): void {
    const cause = this.recorder.record('analysis.started', {
      run: id,
      metrics: metrics.map(({ name }) => name),
      counting: metrics.map(countingOf),
      reason: why.says,
      why,
    });
    const judges = Object.fromEntries(metrics.map(({ name }, index) => [name, probers[index]!.judge]));
    const running = { metrics, probers, run: startAnalysis({ metrics, judges }, this.calendar.now), cause, wake: -1 };
    this.#running.set(id, running);
    this.#step(id, running);
  }

  /** Ends a run that nobody needs any more; a run that has ended is ignored. */
  end(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    this.calendar.cancel(running.wake);
    running.run = terminateAnalysis(running.run, this.calendar.now, this.#measure(running));
    this.#conclude(id, running);
  }

  #step(id: string, running: Running): void {
    const { now } = this.calendar,
      before = running.run;
    running.run = reconcileAnalysis(before, now, this.#measure(running));
    running.run.results.forEach((result, index) => {
      const known = before.results[index]!.measurements.length;
      for (const fact of measuredFacts(id, running.metrics[index]!, running.probers[index]!, result, known))
        this.recorder.record('analysis.measured', fact, running.cause);
    });
    running.run = withoutPast(running.run);
    if (isCompleted(running.run.phase)) return this.#conclude(id, running);
    const next = nextAnalysisAt(running.run, now);
    if (next !== null && next !== Infinity)
      running.wake = this.calendar.call(Math.max(next, now), PHASE.control, () => this.#step(id, running));
  }

  #conclude(id: string, running: Running): void {
    this.#running.delete(id);
    const { phase } = running.run,
      says = whyEnded(running.run) || running.run.message;
    const cause = this.recorder.record('analysis.ended', { run: id, phase, reason: says }, running.cause);
    // The strategy hears of it in a round of its own: it may be the one that is asking just now.
    this.calendar.call(this.calendar.now, PHASE.control, () => this.ended({ run: id, phase, says }, cause));
  }

  #measure({ metrics, probers, run }: Running): Measure<Samples> {
    return ({ name }, now) => {
      const index = metrics.findIndex((metric) => metric.name === name);
      const earlier = lastSamplesOf(run.results[index]!);
      const ask = this.readings.read.bind(this.readings);
      return probers[index]!.sample({ now, startedAt: run.startedAt, earlier, ask });
    };
  }
}

/** Measurements that are told are let go, but for the last, and the last that saw something: later ones go on from these. */
function withoutPast(run: AnalysisRun<Samples>): AnalysisRun<Samples> {
  const results = run.results.map((result) => {
    const last = result.measurements.at(-1),
      sighted = result.measurements.findLast(({ samples }) => samples !== null);
    return { ...result, measurements: result.measurements.filter((one) => one === last || one === sighted) };
  });
  return { ...run, results };
}

const lastSamplesOf = ({ measurements }: MetricResult<Samples>): Samples | null =>
  measurements.findLast(({ samples }) => samples !== null)?.samples ?? null;
