import { abTest } from './ab-test/index.ts';
import { baseline } from './baseline/index.ts';
import { blueGreen } from './blue-green/index.ts';
import { byHand } from './by-hand/index.ts';
import { canary } from './canary/index.ts';
import { flagger } from './flagger/index.ts';
import { recreate } from './recreate/index.ts';
import { rolling } from './rolling/index.ts';
import { shadow } from './shadow/index.ts';
import type { Strategy } from './strategy.ts';

export { startRollout, type Host, type Rollout } from './drive.ts';
export type {
  Commands,
  Controller,
  FleetObservation,
  Observation,
  ReplicaSetView,
  RolloutContext,
  RolloutInput,
  Strategy,
} from './strategy.ts';

/** Every strategy, simplest first. A new one is a folder and a line here. */
export const STRATEGIES: readonly Strategy[] = [byHand, recreate, rolling, blueGreen, canary, baseline, flagger, shadow, abTest];

/** @throws RangeError when there is no such strategy; a validated scenario never names one */
export function strategyOf(id: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.id === id);
  if (found === undefined)
    throw new RangeError(`no strategy is called ${id}; there are ${STRATEGIES.map((strategy) => strategy.id).join(', ')}`);
  return found;
}
