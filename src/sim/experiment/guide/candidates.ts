import { build, ScenarioError, type Source } from '../../scenario/index.ts';
import { strategyOf } from '../../strategies/index.ts';
import type { Arm } from '../arm.ts';
import { HAPPENINGS, HAPPENING_LABELS, withHappening, type Happening } from '../mix/mix.ts';
import type { Situation } from './situation.ts';
import { worldFor } from './world.ts';

/** A strategy as it would be played in a situation. */
export interface Candidate {
  id: string;
  label: string;
  /** What is played of it, by part of the mix; or why nothing can be. */
  parts: Readonly<Record<Happening, Source>> | string;
}

/** Those that the guide chooses from unless it is told otherwise: the mission's own, and what the world itself uses. */
const USUAL = ['recreate', 'rolling', 'blue-green', 'canary'];

/** The ids of the strategies to choose from, the usual ones and the world's own. @throws ScenarioError for a world that is not valid */
export const guideStrategies = (source: Source): string[] => [...new Set([...USUAL, build(source).strategy.kind])];

/**
 * Strategies as they would be played in a situation.
 * @throws RangeError when there is no such strategy, ScenarioError when the world itself is not valid
 */
export const candidatesOf = (source: Source, ids: readonly string[], situation: Situation): Candidate[] =>
  ids.map((id) => ({ id, label: strategyOf(id).title, parts: partsOf(source, id, situation) }));

function partsOf(source: Source, id: string, situation: Situation): Candidate['parts'] {
  const world = worldFor(source, id, situation);
  if (typeof world === 'string') return world;
  try {
    build(world);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const { path, message } = error.issues[0]!;
    return `cannot be played so: ${path} ${message}`;
  }
  return Object.fromEntries(HAPPENINGS.map((happening) => [happening, withHappening(world, happening)])) as Record<
    Happening,
    Source
  >;
}

/** Two sources with the same key are the same runs. */
export const sourceKey = (source: Source): string => JSON.stringify(source);

/**
 * What has to be played for some candidates, of one situation or of several: many of their worlds are alike, and each is played once. The
 * rows of an arm are those of every part with the same key as its source.
 */
export function guideArms(candidates: readonly Candidate[]): Arm[] {
  const arms = new Map<string, Arm>();
  const names = new Map<string, number>();
  for (const { id, label, parts } of candidates) {
    if (typeof parts === 'string') continue;
    for (const happening of HAPPENINGS) {
      const source = parts[happening],
        key = sourceKey(source);
      if (arms.has(key)) continue;
      const name = `${id}, ${happening}`,
        count = (names.get(name) ?? 0) + 1;
      names.set(name, count);
      arms.set(key, {
        id: count === 1 ? name : `${name} (${count})`,
        label: `${label}, ${HAPPENING_LABELS[happening]}`,
        source,
      });
    }
  }
  return [...arms.values()];
}
