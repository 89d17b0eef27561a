import type { CanaryStatus } from './state.ts';
import { currentStep, type CanaryStep } from './steps.ts';

/** Stops the rollout: requests go back to the stable revision. The specification still names the rejected one. */
export const abort = (status: CanaryStatus): CanaryStatus => ({
  ...status,
  aborted: true,
  promoteFull: false,
  pause: null,
  controllerPause: false,
});

/** Starts an aborted rollout over, from the first step. */
export const retry = (status: CanaryStatus): CanaryStatus => ({ ...status, aborted: false, stepIndex: 0 });

/**
 * Goes on: ends a pause, and without one skips the current step. Where an analysis step was inconclusive it does both, for the person
 * has judged in its place; a background analysis starts anew.
 */
export function promote(status: CanaryStatus, steps: readonly CanaryStep[]): CanaryStatus {
  const { step } = currentStep(steps, status.stepIndex);
  const judges = step?.kind === 'analysis' || step?.kind === 'experiment';
  if (status.pause !== null && !judges) return { ...status, pause: null };
  return {
    ...status,
    stepIndex: step === null ? status.stepIndex : status.stepIndex + 1,
    pause: null,
    controllerPause: false,
  };
}

/** Skips all steps, pauses and analyses that are left; an abort is forgotten. */
export const promoteFull = (status: CanaryStatus): CanaryStatus => ({
  ...status,
  aborted: false,
  promoteFull: true,
  pause: null,
  controllerPause: false,
});
