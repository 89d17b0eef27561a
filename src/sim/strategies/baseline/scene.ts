import type { Micros } from '../../kernel/index.ts';
import type { Route } from '../../trace/route.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Params } from './params.ts';
import { isPairGone, PAIR, setIn, type Side } from './sets.ts';

/** What the pipeline is at; the chart's states follow the same words. */
export type Phase =
  | 'idle'
  | 'preparing'
  | 'warmingUp'
  | 'comparing'
  | 'cleaningUp'
  | 'waitingForPromotion'
  | 'promoting'
  | 'removing'
  | 'undoing'
  | 'paused'
  | 'atRest';

/** Everything that one look at the fleet goes by. */
export interface Scene {
  params: Params;
  now: Micros;
  phase: Phase;
  /** Replicas that production should have. */
  desired: number;
  /** Revision that production ran when the comparison began: the baseline's. */
  stable: string;
  /** Revision on trial: the canary's. */
  trial: string;
  /** Revision that production is to have. */
  production: string;
  /** Servers of each side. */
  size: number;
  /** When the time of the present phase is up; null = it has none. */
  dueAt: Micros | null;
  /** Why the pair has no more requests, once it is to go; half a sentence. */
  because: string;
  sets: readonly ReplicaSetView[];
  /** As routers were last asked. */
  route: Route;
  /** They divide requests so by now. */
  isFollowed: boolean;
}

/** The two sides by revision: the baseline is production's own, once more. */
export const revisionOf = ({ stable, trial }: Pick<Scene, 'stable' | 'trial'>, side: Side): string =>
  side === 'baseline' ? stable : trial;

export const sideOf = (scene: Pick<Scene, 'stable' | 'trial' | 'sets'>, side: Side): ReplicaSetView =>
  setIn(scene.sets, side, revisionOf(scene, side));

/** Every server of both sides is there: only then they are as old as each other, and alike. */
export const isPairUp = (scene: Scene): boolean => PAIR.every((side) => sideOf(scene, side).available >= scene.size);

/** Both sides have at least somebody who answers. */
export const doBothServe = (scene: Scene): boolean => PAIR.every((side) => sideOf(scene, side).available > 0);

/** Whether the pair has been given its share. */
export const hasShare = ({ route }: Pick<Scene, 'route'>): boolean => PAIR.some((side) => (route.weights?.[side] ?? 0) > 0);

/** Neither servers nor requests are left with the pair. */
export const isPairOut = (scene: Scene): boolean => isPairGone(scene.sets) && !hasShare(scene) && scene.isFollowed;
