import { analysisConflicts, type Conflict } from '../argo/analysis-conflicts.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import { experimentConflicts } from './validate-experiment.ts';

/** What a field cannot see by itself: how it stands to others. The controller rejects such a Rollout. Empty = fine. */
export function conflictsIn(params: Params): Conflict[] {
  const most = maxWeightOf(params),
    routed = params.trafficRouting !== null;
  const needsRouter = (path: string): Conflict => ({
    path,
    message: 'needs traffic routing',
    cure: 'Add trafficRouting: {}, or leave this out.',
  });
  const conflicts: Conflict[] = [];
  params.steps.forEach((step, index) => {
    const path = `steps.${index}.${step.kind}`;
    if (step.kind === 'setWeight' && step.params > most)
      conflicts.push({
        path,
        message: `must be at most ${most}, is ${step.params}`,
        cure: `Write ${most}, or raise maxTrafficWeight.`,
      });
    if (step.kind === 'experiment') conflicts.push(...experimentConflicts(params, step.params, index));
    if (step.kind === 'analysis') conflicts.push(...analysisConflicts(step.params, path, true));
    if (!routed && (step.kind === 'setCanaryScale' || step.kind === 'setHeaderRoute' || step.kind === 'setMirrorRoute'))
      conflicts.push(needsRouter(path));
    if (
      step.kind === 'setCanaryScale' &&
      !step.params.matchTrafficWeight &&
      step.params.replicas === null &&
      step.params.weight === null
    )
      conflicts.push({ path, message: 'says nothing', cure: 'Give replicas, weight or matchTrafficWeight: true.' });
  });
  if (params.analysis !== null) conflicts.push(...analysisConflicts(params.analysis, 'analysis', false));
  if (!routed && params.dynamicStableScale) conflicts.push(needsRouter('dynamicStableScale'));
  if (!routed && params.scaleDownDelay !== null) conflicts.push(needsRouter('scaleDownDelay'));
  if (params.dynamicStableScale && params.scaleDownDelay !== null)
    conflicts.push({
      path: 'scaleDownDelay',
      message: 'excludes dynamicStableScale',
      cure: 'Leave one of the two out: a stable side that shrinks has no servers to keep.',
    });
  if (params.maxSurge.value === 0 && params.maxUnavailable.value === 0)
    conflicts.push({
      path: 'maxUnavailable',
      message: 'must not be 0 when maxSurge is 0 too',
      cure: 'Allow 1 of either: with none, no server could ever be replaced.',
    });
  return conflicts;
}
