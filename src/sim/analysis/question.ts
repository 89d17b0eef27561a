import type { Micros } from '../kernel/index.ts';
import type { Judging } from './judging.ts';
import type { Evidence } from './sequential/index.ts';
import type { MetricSpec } from './spec.ts';
import type { Measured as MeasuredFact, MeasuredSeries } from '../trace/measured.ts';

/** What may be measured of requests: shares (0…1), seconds, or requests per second. */
export type Measured = MeasuredFact['measures'];
export type Series = MeasuredSeries;

/** What a measurement asks of the monitoring system. */
export interface Question {
  metric: Measured;
  /** Whose requests: a pool (an environment, else a revision), or null for the whole service. It may be the wrong one, as in life. */
  population: string | null;
  /** The population that the judge compares with; null = none. */
  baseline: string | null;
  /** How far back the measurement looks. A sequential judge looks at everything since its run began instead. */
  window: Micros;
  /** Of latency, 0…1; ignored otherwise. */
  quantile: number;
}

/** What a monitoring system saw of one population within a stretch of time. */
export interface Seen {
  /** Answers and failures, retries and mirrored copies included: servers are measured, not users. */
  requests: number;
  failed: number;
  /**
   * How long answers took, in seconds: those that would stand at these places if all were sorted.
   * @param places ascending, from 0, below the number of those that were answered
   */
  durationsAt(places: readonly number[]): number[];
}

/** The monitoring system, as it can be asked at one instant: who, after when, and until when (included). */
export type Monitor = (population: string | null, after: Micros, until: Micros) => Seen;

/** One side of a measurement. */
export interface Side {
  requests: number;
  failed: number;
  /** In the unit of what was asked; null when there was nothing to make it of. */
  value: number | null;
}

/** No series of a measurement holds more values than this, on either side. */
export const POINTS_MAX = 40;

/** Everything that one measurement keeps, so that a reader can see why it came out as it did. */
export interface Samples {
  /** What the value speaks of: everything that ended after `after` and until `until`. */
  after: Micros;
  until: Micros;
  population: Side;
  baseline: Side | null;
  series: readonly Series[];
  /** What a sequential judge carries from one look to the next; null for others. */
  evidence: Evidence | null;
}

/** A metric with the question that its value answers, and with who judges it; default: Argo's conditions. */
export interface MeasuredMetric extends MetricSpec {
  question: Question;
  judging?: Judging;
}
