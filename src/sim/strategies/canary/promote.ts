import { enoughAvailable } from '../argo/threshold.ts';
import { isRollbackWithinWindow } from '../argo/window.ts';
import { find } from '../argo/sets.ts';
import type { Params } from './params.ts';
import type { CanaryState } from './state.ts';

/** Why the wanted revision may become the stable one now; null = not yet. */
export type PromoteReason = 'firstDeployment' | 'promoteFull' | 'rollbackWindow' | 'stepsDone' | null;

/** Steps are done, or are to be skipped, and the wanted revision has all the servers that the service wants. */
export function promoteReason(params: Params, { desired, status, sets, target, weightVerified }: CanaryState): PromoteReason {
  const set = find(sets, target);
  if (status.aborted || set === null) return null;
  if (!enoughAvailable(set.available, desired, params.replicaProgressThreshold)) return null;
  if (status.stable === null) return 'firstDeployment';
  if (status.promoteFull) return 'promoteFull';
  if (isWithinWindow(params, { sets, status, target })) return 'rollbackWindow';
  if (status.stepIndex < params.steps.length) return null;
  return params.trafficRouting !== null && !weightVerified ? null : 'stepsDone';
}

/** The wanted revision is an older one, near enough to the stable one to skip all steps. */
export const isWithinWindow = (
  params: Params,
  { sets, status, target }: Pick<CanaryState, 'sets' | 'status' | 'target'>,
): boolean =>
  isRollbackWithinWindow(
    sets.map(({ revision, createdOrder }) => ({ revision, created: createdOrder })),
    status.stable,
    target,
    params.rollbackWindow,
  );

/**
 * The template was set back to the stable revision while another one got requests, and the stable side had shrunk
 * (dynamicStableScale): requests go back only as fast as servers do. Unlike after an abort, the wanted revision is now the stable one,
 * so that the side to drain is known only from where the canary's requests still go.
 */
export function isRollingBackDynamically(params: Params, { desired, status, sets, target }: CanaryState): boolean {
  if (params.trafficRouting === null || !params.dynamicStableScale || status.stable !== target) return false;
  const { weights } = status;
  if (weights === null || weights.canaryRevision === target) return false;
  return (find(sets, target)?.available ?? 0) < desired;
}
