import { find, sum } from '../argo/sets.ts';
import type { RolloutStatus } from '../argo/progress.ts';
import type { Params } from './params.ts';
import type { CanaryState } from './state.ts';
import { currentStep } from './steps.ts';

/** The counts by which progress and health are judged (`argo/progress.ts`). */
export function rolloutStatusOf({ sets, status, target }: CanaryState, ready: number): RolloutStatus {
  return {
    replicas: sum(sets, 'replicas'),
    updated: find(sets, target)?.replicas ?? 0,
    ready,
    available: sum(sets, 'available'),
    stable: status.stable ?? '',
    stepIndex: status.stepIndex,
    steps: status.observed.steps,
    active: '',
    preview: '',
  };
}

/**
 * Whether the progress deadline runs just now. It does not while something else is waited for: a person, a pause, a verdict, or the
 * time after which servers go.
 */
export function deadlineRuns(params: Params, { status, paused, target, sets, desired }: CanaryState): boolean {
  if (paused || status.aborted || status.pause !== null) return false;
  if (status.stable === target) {
    const isUp = (find(sets, target)?.available ?? 0) >= desired,
      waitsForDelay = sets.some(({ revision, spec }) => spec > 0 && status.scaleDownAt[revision] !== undefined);
    return !(isUp && waitsForDelay);
  }
  const { step } = currentStep(params.steps, status.stepIndex);
  return step?.kind !== 'pause' && step?.kind !== 'analysis' && step?.kind !== 'experiment';
}
