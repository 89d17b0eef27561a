import type { Micros } from '../kernel/index.ts';
import type { Judge, MetricSpec } from './spec.ts';

/** What a measurement asks of the monitoring system. */
export interface Question {
  metric: 'successRate' | 'errorRate' | 'latency' | 'requestRate';
  /** Whose requests: a pool (an environment, else a revision), or null for the whole service. It may be the wrong one, as in life. */
  population: string | null;
  /** The population that the judge compares with; null = none. */
  baseline: string | null;
  /** How far back the measurement looks. */
  window: Micros;
  /** Of latency, 0…1; ignored otherwise. */
  quantile: number;
}

/** What stands behind a value: the counts and durations (seconds, ascending) of the population and of its baseline. */
export interface Samples {
  requests: number;
  failed: number;
  durations: readonly number[];
  baseline: { requests: number; failed: number; durations: readonly number[] } | null;
}

/** A metric with the question that its value answers. A judge of its own takes the place of the two conditions. */
export interface MeasuredMetric extends MetricSpec {
  question: Question;
  judge?: Judge<Samples>;
}
