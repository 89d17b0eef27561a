import { build, type Source } from '../../scenario/index.ts';
import type { Arm } from '../arm.ts';
import { strategyArms } from '../arms.ts';
import { HAPPENINGS, HAPPENING_LABELS, withHappening, type Happening } from '../mix/mix.ts';
import { trialOf, type Trial } from '../mix/trial.ts';
import { rowsByArm, type Row } from '../play.ts';
import type { Played } from './table.ts';

/**
 * What has to be played for the asserted table: every strategy under every part of the mix.
 * @param ids of strategies, in the order of the rows
 * @throws RangeError when there is no such strategy, ScenarioError when the world is not valid under one
 */
export const assertedArms = (source: Source, ids: readonly string[]): Arm[] =>
  strategyArms(source, ids).flatMap((arm) =>
    HAPPENINGS.map((happening) => ({
      id: `${arm.id}, ${happening}`,
      label: `${arm.label}, ${HAPPENING_LABELS[happening]}`,
      source: withHappening(arm.source, happening),
    })),
  );

/**
 * Runs of `assertedArms`, in any order, by strategy and part of the mix. Only replications of which a strategy has every part count, so that the
 * table can be had of an experiment that is still going on; a strategy without any is left out.
 * @param source and ids as they were given to `assertedArms`
 */
export function playedOf(source: Source, ids: readonly string[], rows: readonly Row[]): Played[] {
  const byArm = rowsByArm(rows);
  return strategyArms(source, ids).flatMap(({ id, label, source: world }, place) => {
    const parts = HAPPENINGS.map((_, part) => byArm.get(place * HAPPENINGS.length + part) ?? []),
      [first, ...others] = parts.map((part) => new Set(part.map(({ replication }) => replication))),
      isWhole = (row: Row): boolean => first!.has(row.replication) && others.every((other) => other.has(row.replication)),
      scenario = build(world);
    const trials = HAPPENINGS.map((happening, part) => [
      happening,
      parts[part]!.filter(isWhole).map((row) => trialOf(row, scenario)),
    ]);
    const played = { strategy: id, label, trials: Object.fromEntries(trials) as Record<Happening, Trial[]> };
    return played.trials.good.length === 0 ? [] : [played];
  });
}
