import type { PoolStatus } from '../strategy.ts';
import type { CanaryContext } from './context.ts';
import { maxWeightOf } from './whole-weight.ts';
import { currentSetWeight } from './steps.ts';

/** Who is on trial and who is not; and, without a router, the share that the present step is after. */
export function poolsOf({ params, status, target }: CanaryContext): PoolStatus {
  const { stable, stepIndex, aborted } = status;
  if (stable === null || stable === target) return { names: { [target]: 'stable' }, asked: null };
  const names = { [stable]: 'stable', [target]: 'canary' };
  if (params.trafficRouting !== null) return { names, asked: null };
  const most = maxWeightOf(params);
  const share = currentSetWeight(params.steps, { stepIndex, aborted }, most) / most;
  return { names, asked: { [stable]: 1 - share, [target]: share } };
}
