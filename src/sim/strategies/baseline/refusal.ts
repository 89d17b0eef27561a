import type { Observation } from '../strategy.ts';
import { wayBack, type Context } from './context.ts';

/** Why the pipeline does not take an event just now. */
export function refusal(event: Observation, context: Context): string {
  const { phase, production, target, trial, resumesTo } = context;
  const isGoingBack = phase === 'removing' || phase === 'undoing';
  switch (event.type) {
    case 'rollout.requested':
      return phase === 'atRest' && target !== production
        ? `${event.to} is already asked for; a retry compares it again`
        : `${event.to} is already the wanted revision`;
    case 'operator.undo':
      if (isGoingBack) return `going back to ${production} is under way`;
      return wayBack(context) === null ? 'there is no earlier revision to go back to' : 'nothing is left to take back';
    case 'operator.pause':
      if (phase === 'paused') return 'it is paused already';
      if (isGoingBack) return 'requests are on their way back, and nothing is to hold that up';
      return phase === 'waitingForPromotion' ? 'it waits for a person already' : 'nothing is under way that could be paused';
    case 'operator.resume':
      return 'it is not paused';
    case 'operator.promote':
    case 'operator.promoteFull':
      return refusedPromotion(event.type, context);
    case 'operator.abort':
      if (phase === 'promoting' || (phase === 'paused' && resumesTo === 'promoting'))
        return `${trial} has passed, and production is being updated: an undo takes it back`;
      return isGoingBack ? 'it is on its way back already' : 'nothing is under way that could be aborted';
    case 'operator.retry':
      return phase === 'removing'
        ? 'the pair has to go first: a retry compares fresh servers'
        : 'only a release that failed or was aborted can be tried again';
    default:
      return 'nothing waits for it';
  }
}

function refusedPromotion(
  act: 'operator.promote' | 'operator.promoteFull',
  { phase, trial, production, target }: Context,
): string {
  switch (phase) {
    case 'preparing':
      return 'nothing has been compared yet; a full promotion would skip the comparison';
    case 'cleaningUp':
      return 'it has passed; the pair goes before production is updated';
    case 'promoting':
      return `production is being updated to ${trial} already`;
    case 'paused':
      return 'it is paused: resume it first';
    case 'removing':
    case 'undoing':
      return 'it is on its way back; once that is over, a retry compares again';
    default:
      return act === 'operator.promote' && target !== production
        ? 'no comparison is under way: a retry starts one'
        : 'no release is under way';
  }
}
