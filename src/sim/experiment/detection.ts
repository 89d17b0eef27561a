import { momentsOf, rolloutFailures } from '../metrics/index.ts';
import { run } from '../run.ts';
import { build, edit, type Scenario, type Source } from '../scenario/index.ts';
import { formatPercent } from '../schema/index.ts';
import { intervalOf, type Interval } from './interval.ts';
import { withHappening } from './mix/mix.ts';
import { seedOf } from './seeds.ts';
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

/** One run: whether the release was taken back, and how many users were hurt until then. */
export interface Sighting {
  isTakenBack: boolean;
  hurt: number;
}

/** The world with a bug of this size and nothing else wrong with the new version, and nobody to act. @param size 0…1 */
export function withBug(source: Source, size: number): Source {
  const good = withHappening(source, 'good'),
    { revisions, rollout } = build(source);
  return edit(good, `revisions.${rollout.to}.errorRate`, formatPercent(Math.min(1, revisions[0]!.errorRate + size)));
}

/** @param scenario one of `withBug`; @param root seed of the whole experiment */
export function sightingOf(scenario: Scenario, replication: number, root: number): Sighting {
  const trace = run(scenario, { seed: seedOf(root, replication) }),
    { undo } = momentsOf(trace);
  const before = rolloutFailures(trace).filter(({ at }) => undo === null || at <= undo);
  return { isTakenBack: undo !== null, hurt: new Set(before.map(({ user }) => user)).size };
}

/** @param sightings of one size, one or more; @param confidence of each of the two intervals, 0…1 */
export function detectionOf(size: number, sightings: readonly Sighting[], confidence = 0.95): Detection {
  return {
    size,
    takenBack: proportionOf(sightings.filter(({ isTakenBack }) => isTakenBack).length, sightings.length, confidence),
    hurt: intervalOf(
      sightings.map(({ hurt }) => hurt),
      confidence,
    ),
  };
}
