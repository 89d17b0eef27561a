import type { Route } from '../../trace/route.ts';
import type { Why } from '../../trace/facts.ts';
import type { SetName } from '../strategy.ts';
import { explainHold } from './explain-hold.ts';
import { explainShare } from './explain-share.ts';
import { explainRemoval, explainStart } from './explain-sizes.ts';
import { rollProduction } from './production.ts';
import { deservesShare, productionAlone, withPair } from './routing.ts';
import { hasShare, revisionOf, sideOf, type Scene } from './scene.ts';
import { PAIR, PRODUCTION, setsIn } from './sets.ts';

/** One wanted change of a replica set's size. */
export interface Resize {
  set: SetName;
  from: number;
  to: number;
  why: Why;
}

/** What one look at the fleet leads to: new shares, new sizes, or (with neither) a reason to wait. */
export interface Pass {
  route: { route: Route; why: Why } | null;
  resizes: Resize[];
  hold: Why | null;
}

/**
 * One look. Shares change before sizes do, so that nobody is taken away who still gets requests; the two sides of the pair are always
 * resized together. Production is an ordinary Deployment beside them, and only a promotion or an undo moves it.
 */
export function reconcile(scene: Scene): Pass {
  const deserves = deservesShare(scene);
  const route =
    deserves === hasShare(scene)
      ? null
      : { route: deserves ? withPair(scene.params.weight) : productionAlone(), why: explainShare(deserves, scene) };
  const pair = resizePair(scene);
  const { resizes, hold } = rollProduction(scene.params, scene.production, scene.desired, scene.sets);
  const production = resizes.map(({ revision, ...resize }) => ({ ...resize, set: { revision, environment: PRODUCTION } }));
  const all = [...pair, ...production];
  const rolls = scene.phase === 'promoting' || scene.phase === 'undoing';
  return { route, resizes: all, hold: route !== null || all.length > 0 ? null : rolls ? hold : explainHold(scene) };
}

function resizePair(scene: Scene): Resize[] {
  switch (scene.phase) {
    case 'preparing':
    case 'warmingUp':
    case 'comparing':
      return PAIR.flatMap((side) => {
        const { spec } = sideOf(scene, side);
        const set = { revision: revisionOf(scene, side), environment: side };
        return spec === scene.size ? [] : [{ set, from: spec, to: scene.size, why: explainStart(side, scene) }];
      });
    default:
      return mayRemove(scene) ? removePair(scene) : [];
  }
}

const removePair = (scene: Scene): Resize[] =>
  PAIR.flatMap((side) =>
    setsIn(scene.sets, side)
      .filter(({ spec }) => spec > 0)
      .map(({ revision, spec }) => ({
        set: { revision, environment: side },
        from: spec,
        to: 0,
        why: explainRemoval(side, spec, scene),
      })),
  );

/** The pair goes once routers have let go of it, and its time is up. */
export const mayRemove = (scene: Scene): boolean =>
  !hasShare(scene) && scene.isFollowed && (scene.dueAt === null || scene.now >= scene.dueAt);
