import type { Why } from '../../trace/facts.ts';
import { find } from '../argo/sets.ts';
import { ordinal } from '../argo/words.ts';
import { servers } from '../kubernetes/words.ts';
import { inputsOf, nameStep, placeOf, SOURCE } from './explain.ts';
import { sceneOf } from './pass.ts';
import type { Params } from './params.ts';
import { isWithinWindow, type PromoteReason } from './promote.ts';
import type { CanaryState } from './state.ts';
import { currentStep } from './steps.ts';

/** Why everything starts over. */
export function explainStart(skips: boolean, params: Params, state: CanaryState): Why {
  const { status, target } = state,
    isBack = status.stable === target;
  return {
    rule: skips ? 'canary.startAtEnd' : 'canary.start',
    says: isBack
      ? `Back to ${target}, the stable revision: no steps are needed.`
      : skips
        ? `Rolls back to ${target}, which is within the rollback window: its steps are skipped.`
        : `Starts the rollout of ${target} at the first step${isOlder(state) ? `: ${allSteps(params, target)}` : ''}.`,
    arithmetic: skips ? `step ${params.steps.length} of ${params.steps.length}` : `step 0 of ${params.steps.length}`,
    inputs: [
      { name: 'wanted revision', value: target },
      { name: 'wanted before', value: status.observed.target },
      { name: 'stable revision', value: status.stable ?? 'none' },
      { name: 'aborted', value: status.aborted ? 'yes' : 'no' },
    ],
    alternatives: [
      skips
        ? 'Any revision outside the rollback window would have gone through all steps.'
        : 'Going back to the stable revision, or to one within rollbackWindow, would have skipped the steps.',
    ],
    source: `${SOURCE}: a change of template or of steps starts over, and clears an abort`,
  };
}

/** Going back to a revision from before the stable one. */
export const isOlder = ({ sets, target, status }: Pick<CanaryState, 'sets' | 'target' | 'status'>): boolean => {
  const order = (revision: string | null): number | undefined => find(sets, revision)?.createdOrder;
  return (order(target) ?? Infinity) < (order(status.stable) ?? 0);
};

/** That a way back after the promotion is no shorter than the way there. */
export const allSteps = (params: Params, target: string): string =>
  params.rollbackWindow === null
    ? 'after a promotion, going back takes all steps, for rollbackWindow is not set'
    : `after a promotion, going back takes all steps, for ${target} is outside the rollback window`;

/** Why an empty replica set was created. */
export const explainCreate = ({ target, desired }: CanaryState): Why => ({
  rule: 'canary.create',
  says: `Created the replica set of ${target}, with no servers yet.`,
  arithmetic: '0 for now',
  inputs: [{ name: 'wanted', value: desired }],
  alternatives: ['It grows in a later pass, as the steps ask.'],
  source: `${SOURCE}: a new replica set starts at 0`,
});

/** Why the steps that are left are skipped. */
export function explainSkip(params: Params, state: CanaryState): Why {
  const { status, target } = state,
    left = params.steps.length - status.stepIndex;
  const because =
    status.stable === null
      ? 'nothing is in service that could be harmed'
      : status.promoteFull || !isWithinWindow(params, state)
        ? 'a person asked for the full promotion'
        : `${target} is within the rollback window`;
  return {
    rule: 'canary.skipSteps',
    says: `Skips ${left === 1 ? 'the step that is left' : `the ${left} steps that are left`}: ${because}.`,
    arithmetic: `${params.steps.length} − ${status.stepIndex} = ${left}`,
    inputs: inputsOf(sceneOf(params, state)),
    alternatives: ['Each of them would have been done in its turn, with its pauses and analyses.'],
    source: `${SOURCE}: promote --full, a rollback within the window and a first deployment skip all steps`,
  };
}

/** Why the wanted revision became the stable one. */
export function explainPromotion(reason: NonNullable<PromoteReason>, params: Params, state: CanaryState): Why {
  const { target, desired, status } = state,
    scene = sceneOf(params, state),
    available = scene.canarySet?.available ?? 0;
  const because: Record<NonNullable<PromoteReason>, string> = {
    firstDeployment: 'there was no stable revision before',
    promoteFull: 'a person asked for the full promotion',
    rollbackWindow: 'it is within the rollback window',
    stepsDone: placeOf(params, params.steps.length),
  };
  return {
    rule: 'canary.promote',
    says: `Promoted ${target} to stable: ${because[reason]}, and ${servers(available)} of ${desired} ${available === 1 ? 'is' : 'are'} available.`,
    arithmetic: `${available} ≥ ${params.replicaProgressThreshold === null ? desired : `the threshold for ${desired}`}`,
    inputs: inputsOf(scene),
    alternatives: [
      `With fewer available it would have waited.`,
      ...(status.stable === null
        ? []
        : [`Until now an abort would have gone back to ${status.stable}; from now on that takes a new rollout.`]),
    ],
    source: `${SOURCE}: all steps done and all servers available make the wanted revision the stable one`,
  };
}

/** Why a step is over. */
export function explainStepDone(params: Params, state: CanaryState): Why {
  const { status } = state,
    { step } = currentStep(params.steps, status.stepIndex);
  const scene = sceneOf(params, state);
  return {
    rule: 'canary.stepDone',
    says: `Done with the ${ordinal(status.stepIndex + 1)} step, ${nameStep(params, step!)}.`,
    arithmetic: `${status.stepIndex} + 1 = ${status.stepIndex + 1} of ${params.steps.length}`,
    inputs: inputsOf(scene),
    alternatives: [endings[step!.kind]],
    source: `${SOURCE}: the index is the number of finished steps`,
  };
}

const endings = {
  setWeight: 'It would have waited for as long as its servers were not available.',
  pause: 'It would have waited for the rest of the pause.',
  setCanaryScale: 'It would have waited for as long as its servers were not available.',
  analysis: 'Any verdict but success would have kept it here, or aborted the rollout.',
  experiment: 'Any verdict but success would have kept it here, or aborted the rollout.',
  setHeaderRoute: 'Such a step never waits.',
  setMirrorRoute: 'Such a step never waits.',
} as const;
