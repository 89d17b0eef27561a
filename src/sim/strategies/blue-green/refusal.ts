import type { Observation } from '../strategy.ts';
import type { Context } from './context.ts';

/** Why the controller, or kubectl before it, does not take an event. */
export function refusal(event: Observation, { status, params, target }: Context): string {
  switch (event.type) {
    case 'rollout.requested':
      return status.aborted
        ? `${event.to} is still the wanted revision: retry it`
        : `${event.to} is already the wanted revision, so there is nothing to roll out`;
    case 'operator.undo':
      return status.userPaused
        ? 'nothing is switched while the rollout is paused: resume it first, or abort it'
        : params.revisionHistoryLimit === 0
          ? 'no earlier revision is kept to go back to: the history limit is 0'
          : 'there is no earlier revision to go back to';
    case 'operator.abort':
      return status.aborted ? 'it is aborted already' : `${target} is the stable version already: go back with an undo`;
    case 'operator.retry':
      return 'nothing was aborted';
    case 'operator.pause':
      return status.aborted ? 'it is aborted, so nothing goes on that could be paused' : 'it is paused already';
    case 'operator.promote':
    case 'operator.resume':
      return 'nothing waits for a person';
    case 'operator.promoteFull':
      return status.aborted ? 'it is aborted: retry it first' : 'nothing is left to promote';
    default:
      return 'nothing is left to do';
  }
}
