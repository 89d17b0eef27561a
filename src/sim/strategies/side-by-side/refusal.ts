import type { Observation, RolloutContext } from '../strategy.ts';
import type { Context } from './context.ts';
import type { Kind } from './state.ts';

/** Why the machine does not take an event just now. */
export function refusal({ name }: Pick<Kind, 'name'>, event: Observation, context: RolloutContext): string {
  const { target, stable, standing, pausedFrom } = context as Context;
  const isOnTrial = standing.trial !== null && target !== stable;
  switch (event.type) {
    case 'rollout.requested':
      return target === stable
        ? `${event.to} is already the wanted revision, so there is nothing to roll out`
        : `${event.to} is already the wanted revision: a retry starts it again`;
    case 'operator.undo':
      return 'there is no earlier revision to go back to';
    case 'operator.pause':
      return pausedFrom === null ? 'nothing is under way that could be held' : 'it is paused already';
    case 'operator.resume':
      return 'it is not paused';
    case 'operator.promote':
    case 'operator.promoteFull':
      return standing.primary === target && target !== stable
        ? 'it is being promoted already'
        : 'no new version is on trial that could be promoted';
    case 'operator.abort':
      return target === stable
        ? 'nothing is on trial any more: an undo is the way back from here'
        : isOnTrial
          ? 'nothing is left to call off'
          : `${target} has been given up already`;
    case 'operator.retry':
      return isOnTrial ? 'the comparison has not come to its end yet' : `the ${name} has not been given up, so there is nothing to try again`;
    default:
      return 'nothing waits for it';
  }
}
