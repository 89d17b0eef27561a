import { atDesiredCounts } from './at-desired.ts';
import { explainPromotion, explainSkip, explainStepDone } from './explain-status.ts';
import type { Params } from './params.ts';
import { sceneOf, type Change } from './pass.ts';
import { pauseCompleted } from './pause.ts';
import { isWithinWindow, promoteReason } from './promote.ts';
import type { CanaryState, CanaryStatus } from './state.ts';
import { currentStep } from './steps.ts';

/** The end of every pass: promote, go back to the start after an abort, or move on to the next step. */
export function reconcileStatus(params: Params, state: CanaryState): { status: CanaryStatus; changes: Change[] } {
  const { status, target } = state,
    end = params.steps.length;
  if (status.stable === target)
    return { status: { ...status, stepIndex: end, pause: null, controllerPause: false, promoteFull: false }, changes: [] };

  const skipping = status.stable === null || status.promoteFull || isWithinWindow(params, state);
  const skipped = skipping
    ? { ...status, stepIndex: end, pause: null, controllerPause: false, aborted: status.stable === null ? status.aborted : false }
    : status;
  const changes: Change[] =
    skipped.stepIndex === status.stepIndex ? [] : [{ kind: 'stepsSkipped', why: explainSkip(params, state) }];
  const reason = promoteReason(params, { ...state, status: skipped });
  if (reason !== null) {
    const promoted = { ...skipped, stable: target, stepIndex: end, promoteFull: false, pause: null, controllerPause: false };
    return { status: promoted, changes: [...changes, { kind: 'promoted', why: explainPromotion(reason, params, state) }] };
  }
  if (skipped.aborted) return { status: { ...skipped, stepIndex: 0 }, changes };
  const { step } = currentStep(params.steps, skipped.stepIndex);
  if (step === null) {
    // The pause of a step ends with it; that of an inconclusive analysis stays until a person acts, or all servers are there.
    const isStep = skipped.pause?.reason === 'step';
    return { status: isStep ? { ...skipped, pause: null, controllerPause: false } : skipped, changes };
  }
  if (!stepDone(params, { ...state, status: skipped })) return { status: skipped, changes };
  const next = { ...skipped, stepIndex: skipped.stepIndex + 1, pause: null, controllerPause: false };
  return { status: next, changes: [...changes, { kind: 'stepDone', why: explainStepDone(params, state) }] };
}

/** Whether the current step has done what it is there for. */
export function stepDone(params: Params, state: CanaryState): boolean {
  const { step } = currentStep(params.steps, state.status.stepIndex);
  // Nobody knows whether to go on, so neither time nor servers that are there take the decision from a person.
  if (state.status.pause?.reason === 'inconclusive') return false;
  switch (step?.kind) {
    case undefined:
      return false;
    case 'setWeight':
      return atDesiredCounts(sceneOf(params, state)) && (params.trafficRouting === null || state.weightVerified);
    case 'setCanaryScale':
      // Without a router a scale means nothing, and nothing is waited for but what the weight asks.
      return atDesiredCounts(sceneOf(params, state));
    case 'pause':
      return pauseCompleted(step.params, state.status, state.now);
    case 'analysis':
    case 'experiment':
      return state.stepRun?.phase === 'Successful';
    case 'setHeaderRoute':
    case 'setMirrorRoute':
      return true;
  }
}
