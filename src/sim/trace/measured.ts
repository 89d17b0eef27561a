import type { Micros } from '../kernel/index.ts';
import type { AnalysisPhase } from './route.ts';

/** What one measurement saw, what it was held to, and what it came to. */
export interface Measured {
  /** The analysis run that took it. */
  run: string;
  /** Its name in the analysis. */
  metric: string;
  measures: 'successRate' | 'errorRate' | 'latency' | 'requestRate';
  /** Argo's conditions, Flagger's range, Kayenta's comparison, or a sequential test. */
  judge: 'argo' | 'flagger' | 'kayenta' | 'sequential';
  /** It is shown, and counts for nothing. */
  dryRun: boolean;
  /** Of the value and its limits. A score is out of 100; evidence is how many times better harm explains what was seen. */
  unit: 'share' | 'seconds' | 'perSecond' | 'score' | 'evidence';
  /** Whose requests: a pool, or `all`. */
  population: string;
  /** Null when there was no data. */
  value: number | null;
  phase: AnalysisPhase;
  /** What the value speaks of ended within this long before the measurement. */
  window: Micros;
  requests: number;
  failed: number;
  /** Whom it was compared with, in the unit of `measures`; null = with nobody. */
  baseline: { population: string; requests: number; failed: number; value: number | null } | null;
  limits: MeasuredLimits;
  /** The values behind it; at most 40 on each side of a series. */
  samples: readonly MeasuredSeries[];
  /** Half a sentence. */
  says: string;
}

/** Bounds in the unit of the value, to be drawn as lines; null = none on that side, or none that is a plain number. */
export interface MeasuredLimits {
  condition: string;
  /** A value within these succeeds. */
  atLeast: number | null;
  atMost: number | null;
  /** Where failing is not just the opposite: a value beyond these fails, and one in between is inconclusive. */
  failsBelow: number | null;
  failsAbove: number | null;
}

/** One series behind a measurement: its course, or its distribution. */
export interface MeasuredSeries {
  name: string;
  unit: 'share' | 'seconds' | 'perSecond';
  /** `time`: one value for each of equally long parts of the window (of a sequential test: for each look); `deciles`: the 0th, 10th, … 100th percentile. */
  along: 'time' | 'deciles';
  /** Null = no value there. */
  values: readonly (number | null)[];
  /** The same of those who were compared with; null = nobody was. */
  baseline: readonly (number | null)[] | null;
  /** What the judge made of this series by itself; may be empty. */
  says: string;
}
