import type { Micros } from '../kernel/index.ts';

/** By which rules the measurements of one metric add up to a verdict, so that a reader can see how far it has come. */
export interface Counting {
  metric: string;
  /** From one measurement to the next; null = only once. */
  interval: Micros | null;
  /** Measurements in all; null = until the run is ended. */
  count: number | null;
  /** More failed ones than this fail the metric; null = any number may fail. */
  failures: number | null;
  inconclusive: number;
  errorsInRow: number;
  /** This many successes in a row are enough; 0 = not asked. */
  successesInRow: number;
  /** Where failures add up over many runs, as checks do in Flagger: those before this run, and how many are too many. */
  checks: { failed: number; threshold: number } | null;
}
