import type { IntOrPercent } from '../../schema/index.ts';
import { setOf, total } from '../kubernetes/pass.ts';
import type { ReplicaSetView } from '../strategy.ts';

/** Who serves: all of production, and the pair that is compared. Each is a pool of its own for the routers. */
export const PRODUCTION = 'production',
  BASELINE = 'baseline',
  CANARY = 'canary';
/** The two sides of the comparison, in the order in which they are started. */
export const PAIR = [BASELINE, CANARY] as const;
export type Side = (typeof PAIR)[number];

export const setsIn = (sets: readonly ReplicaSetView[], environment: string): ReplicaSetView[] =>
  sets.filter((set) => set.environment === environment);

/** The set of a revision in an environment, or the empty one that it would have. */
export const setIn = (sets: readonly ReplicaSetView[], environment: string, revision: string): ReplicaSetView =>
  setOf(setsIn(sets, environment), revision);

/** Neither side has, or wants, any server. */
export const isPairGone = (sets: readonly ReplicaSetView[]): boolean =>
  PAIR.every((side) => total(setsIn(sets, side), 'spec') === 0);

/** Servers of each side. A share of production rounds up, so that no side is ever empty. */
export const sizeOf = ({ unit, value }: IntOrPercent, desired: number): number =>
  Math.max(1, unit === 'percent' ? Math.ceil((desired * value) / 100) : value);
