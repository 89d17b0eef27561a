import type { Direction } from './kayenta/index.ts';
import type { Measured } from './question.ts';

/** One series that Kayenta compares. */
export interface ComparedSeries {
  metric: Measured;
  quantile: number;
  direction: Direction;
  /** If it fails, the score is 0 whatever the others say. */
  isCritical: boolean;
  /** Without values it fails, rather than being left out. */
  mustHaveData: boolean;
  nanStrategy: 'remove' | 'replace';
  removeOutliers: boolean;
  /** The ratio of the means from which a rise counts, and that to which a fall counts. */
  allowedIncrease: number;
  allowedDecrease: number;
  group: string;
}

/** Who turns what was measured into a judgement, and by which rules. */
export type Judging =
  /** The success and failure conditions of the metric itself. */
  | { kind: 'argo' }
  /** A score of 0 to 100 over all series; `pass` and more succeeds, `marginal` and more is inconclusive, less fails. */
  | {
      kind: 'kayenta';
      pass: number;
      marginal: number;
      series: readonly ComparedSeries[];
      /** Percent by group; the others share evenly what is left. */
      groupWeights: Readonly<Record<string, number>>;
      /** Values on each side, spread evenly over the window. */
      points: number;
    }
  /**
   * Flagger's check: the value lies within a range, bounds included, in the unit of the answer; no value at all fails. Failed checks add
   * up over a rollout, so the sentence tells how many there were before this one, and how many are too many.
   */
  | { kind: 'flagger'; atLeast: number | null; atMost: number | null; failedChecks: number; threshold: number }
  /** Evidence that grows from look to look; it fails once it reaches 1 ÷ `falseAlarms`. */
  | { kind: 'sequential'; falseAlarms: number };
