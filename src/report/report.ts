import type { Arm, Comparison, Row } from '../sim/index.ts';

/** Raised whenever a reader of the files would have to change. */
export const COMPARISON_SCHEMA = 'cutover.comparison/1';

/** A comparison with all that it takes to trust it, and to have it again. */
export interface Report {
  title: string;
  comparison: Comparison;
  /** As many as the comparison has, in its order. */
  arms: readonly ReportedArm[];
  rows: readonly Row[];
  /** Seed of the whole experiment. */
  root: number;
  /** Name and version. */
  tool: string;
  /** What brings this very comparison back; each null where it cannot be had. */
  link: string | null;
  command: string | null;
  /** The precision that was asked for, and what came of it; null when a number of runs was. */
  reached: Reached | null;
}

export interface ReportedArm {
  arm: Arm;
  /** Where its scenario was read; null where it comes from no file. */
  file: string | null;
  /** The command that plays one run of it; null where it comes from no file. */
  command(seed: number): string | null;
}

/** How well a metric was to be known before no more runs were played. */
export interface Reached {
  metric: string;
  /** Half of its interval, as a share of the mean. */
  share: number;
  /** What it came to; null where no run has the value, infinite where too few have. */
  is: number | null;
}

/** `cutover 1.2.3, cutover.comparison/1, root seed 1, replications 0 to 39`. */
export const provenanceOf = ({ tool, root, comparison: { replications } }: Report): string =>
  `${tool}, ${COMPARISON_SCHEMA}, root seed ${root}, replications 0 to ${Math.max(0, replications - 1)}`;
