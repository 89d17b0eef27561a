import type { Route } from '../../trace/route.ts';
import { doBothServe, hasShare, isPairUp, type Scene } from './scene.ts';
import { BASELINE, CANARY, PRODUCTION } from './sets.ts';

/** Everybody is served by production. */
export const productionAlone = (): Route => ({ weights: { [PRODUCTION]: 1 } });

/** Both sides get the same share, and production what is left. */
export const withPair = (weight: number): Route => ({
  // Six places are enough for any weight, and spare the reader the dust of binary fractions.
  weights: { [PRODUCTION]: Math.round((1 - 2 * weight) * 1e6) / 1e6, [BASELINE]: weight, [CANARY]: weight },
});

/**
 * Whether the pair is to have its share now. It gets it when all of it is there, keeps it for as long as both sides can answer, and
 * either both have it or none has: sides under unlike load would not be alike any more.
 */
export function deservesShare(scene: Scene): boolean {
  switch (scene.phase) {
    case 'preparing':
      return hasShare(scene) ? doBothServe(scene) : isPairUp(scene);
    case 'warmingUp':
    case 'comparing':
      return doBothServe(scene);
    default:
      return false;
  }
}
