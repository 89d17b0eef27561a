import type { Observation } from '../strategy.ts';
import type { DeploymentContext } from './chart.ts';

/** Why a Deployment, or kubectl before it, does not take an event. */
export function refusal(event: Observation, context: DeploymentContext): string {
  switch (event.type) {
    case 'rollout.requested':
      return `${event.to} is already the wanted revision, so there is nothing to roll out`;
    case 'operator.undo':
      return context.paused
        ? 'kubectl does not undo a paused rollout: resume it first'
        : context.params.revisionHistoryLimit === 0
          ? 'no earlier revision is kept to go back to: the history limit is 0'
          : 'there is no earlier revision to go back to';
    case 'operator.pause':
      return 'it is paused already';
    case 'operator.resume':
      return 'it is not paused';
    case 'operator.promote':
    case 'operator.promoteFull':
    case 'operator.abort':
    case 'operator.retry':
      return 'a Deployment has no steps to promote, abort or retry: undo goes back';
    default:
      return 'nothing is left to do';
  }
}
