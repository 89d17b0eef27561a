import { isDone } from './rest.ts';
import { passedPreAnalysis, isFastTracked } from './pause.ts';
import { targetIsReady, targetIsSaturated } from './sizes.ts';
import type { View } from './state.ts';

/** How far a rollout has come, as an operator would say it. */
export type Stage =
  | 'preparing'
  | 'testingPreview'
  | 'awaitingPromotion'
  | 'verifying'
  | 'undecided'
  | 'paused'
  | 'standingBy'
  | 'done'
  | 'aborting'
  | 'aborted';

export function stageOf(view: View): Stage {
  const { status } = view,
    { target, active, stable } = status;
  if (status.aborted) return isDone(view) ? 'aborted' : 'aborting';
  if (status.userPaused) return 'paused';
  if (status.inconclusive) return 'undecided';
  if (active === target && !targetIsSaturated(view)) return 'preparing';
  if (active === target) return stable !== target ? 'verifying' : isDone(view) ? 'done' : 'standingBy';
  if (!targetIsReady(view) || isFastTracked(status)) return 'preparing';
  if (!passedPreAnalysis(view)) return 'testingPreview';
  return status.pausedSince === null ? 'preparing' : 'awaitingPromotion';
}

/** Why the rollout is where it is: half a sentence for the history. */
export function reasonFor(stage: Stage, { status, desired, settings }: View): string {
  const { target, stable, active } = status;
  switch (stage) {
    case 'preparing':
      return `the ${target} environment is made whole`;
    case 'testingPreview':
      return `${target} is measured before any user is sent there`;
    case 'awaitingPromotion':
      return settings.autoPromotion ? `${target} is looked at for a while first` : `a person is to promote ${target}`;
    case 'verifying':
      return `users are on ${target}, and ${stable ?? 'nothing'} is kept until it has proved itself`;
    case 'undecided':
      return 'an analysis could not tell good from bad';
    case 'paused':
      return 'a person paused the rollout';
    case 'standingBy':
      return `users are on ${target}; the other environment still stands by`;
    case 'done':
      return `${target} serves alone, with ${desired} of ${desired} available`;
    case 'aborting':
      return active === stable ? `aborted: ${target} is still up` : `aborted: users go back to ${stable ?? 'nothing'}`;
    case 'aborted':
      return `aborted: ${stable ?? 'nothing'} serves, while Git still asks for ${target}`;
  }
}
