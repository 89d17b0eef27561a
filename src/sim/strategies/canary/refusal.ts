import type { Observation } from '../strategy.ts';
import type { CanaryContext } from './context.ts';

/** Why a Rollout does not take an event. */
export function refusal(event: Observation, { status, target, paused }: CanaryContext): string {
  switch (event.type) {
    case 'rollout.requested':
      return `${event.to} is already the wanted revision${status.aborted ? '; a retry starts it over' : ''}`;
    case 'operator.undo':
      return 'there is no earlier revision to go back to';
    case 'operator.pause':
      return 'it is paused already';
    case 'operator.resume':
      return paused ? 'nothing is left to do' : 'the Rollout itself is not paused; a promotion ends a pause between steps';
    case 'operator.promote':
    case 'operator.promoteFull':
    case 'operator.abort':
      return status.aborted ? 'the rollout is aborted: retry it first' : `${target} is the stable revision already`;
    case 'operator.retry':
      return 'only an aborted rollout can be retried';
    default:
      return 'nothing is left to do';
  }
}
