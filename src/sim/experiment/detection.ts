import { build, edit, type Source } from '../scenario/index.ts';
import { formatPercent } from '../schema/index.ts';
import type { Arm } from './arm.ts';
import { strategyArms } from './arms.ts';
import { intervalOf, type Interval } from './interval.ts';
import { withHappening } from './mix/mix.ts';
import { valueOf, type Row } from './play.ts';
import { proportionOf, type Proportion } from './statistics/index.ts';

/** What a rollout's own eyes make of a bug: no person acts. */
export interface Detection {
  /** Share of requests that the new version fails beyond what the old one does; 0 is a good release. */
  size: number;
  /** Runs in which the controller took the release back: caught, or, for a good release, false alarms. Wilson's interval. */
  takenBack: Proportion;
  /** Users hurt because of the rollout until it was taken back; until the end of the run where it never was. */
  hurt: Interval;
}

/** The world with a bug of this size and nothing else wrong with the new version, and nobody to act. @param size 0…1 */
export function withBug(source: Source, size: number): Source {
  const good = withHappening(source, 'good'),
    { revisions, rollout } = build(source);
  return edit(good, `revisions.${rollout.to}.errorRate`, formatPercent(Math.min(1, revisions[0]!.errorRate + size)));
}

/**
 * What has to be played to know how strategies detect: each under a bug of each size, all sizes of one strategy before the next.
 * @param sizes 0…1; 0 is a good release
 */
export const detectionArms = (source: Source, ids: readonly string[], sizes: readonly number[]): Arm[] =>
  strategyArms(source, ids).flatMap((arm) =>
    sizes.map((size) => ({
      id: `${arm.id}, ${formatPercent(size)}`,
      label: `${arm.label}, ${formatPercent(size)}`,
      source: withBug(arm.source, size),
    })),
  );

/** @param rows of one size, one or more; @param confidence of each of the two intervals, 0…1 */
export function detectionOf(size: number, rows: readonly Row[], confidence = 0.95): Detection {
  return {
    size,
    takenBack: proportionOf(rows.filter(({ undoneBy }) => undoneBy !== null).length, rows.length, confidence),
    hurt: intervalOf(
      rows.map((row) => valueOf(row, 'hurtBeforeUndo') ?? 0),
      confidence,
    ),
  };
}
