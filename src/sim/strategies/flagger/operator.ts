import type { Observation } from '../strategy.ts';
import { hasNewRevision, NOT_ASKED, type Context } from './context.ts';
import type { Phase, State } from './state.ts';

const TRIAL: readonly Phase[] = ['Waiting', 'Progressing', 'WaitingPromotion'];

/** A run that can still be called off. */
export const isUnderTrial = ({ phase }: State): boolean => TRIAL.includes(phase);
export const isUnderWay = (state: State): boolean =>
  isUnderTrial(state) || state.phase === 'Promoting' || state.phase === 'Finalising';

/** Where a person who takes the last release back wants to go; null = nowhere. */
function wayBack(context: Context): string | null {
  const { state, target, history } = context;
  if (isUnderWay(state) || hasNewRevision(context)) return target === state.promoted ? null : state.promoted;
  return state.phase === 'Succeeded' ? (history.at(-1) ?? null) : null;
}

/** Whether a person's wish means anything just now. */
export function accepts(context: Context, event: Observation): boolean {
  const { state, target, params, asked } = context;
  switch (event.type) {
    case 'rollout.requested':
      return event.to !== target && (event.to !== state.promoted || isUnderWay(state));
    case 'operator.undo':
      return isUnderTrial(state) ? !asked.rollback : wayBack(context) !== null;
    case 'operator.abort':
      return isUnderTrial(state) && !asked.rollback;
    case 'operator.promote':
      return (
        (state.phase === 'Waiting' && params.confirmRollout && !asked.rollout) ||
        (state.phase === 'WaitingPromotion' && params.confirmPromotion && !asked.promotion)
      );
    default:
      return false;
  }
}

/**
 * What the wish changes. On trial, going back to what the primary runs is a rollback (the webhook's), and leaves the target as it is;
 * later it is a release like any other, for Flagger knows no other way back.
 */
export function requestOf(context: Context, event: Observation): Partial<Context> {
  const { state, asked } = context;
  const rollback = { asked: { ...asked, rollback: true } };
  switch (event.type) {
    case 'rollout.requested':
      return event.to === state.promoted && isUnderTrial(state) ? rollback : { target: event.to, asked: NOT_ASKED };
    case 'operator.undo':
      return isUnderTrial(state) ? rollback : { target: wayBack(context) ?? context.target, asked: NOT_ASKED };
    case 'operator.abort':
      return rollback;
    case 'operator.promote':
      return { asked: state.phase === 'Waiting' ? { ...asked, rollout: true } : { ...asked, promotion: true } };
    default:
      return {};
  }
}

/** Why Flagger does not take an event just now. */
export function refusal(event: Observation, { state, target, asked }: Context): string {
  switch (event.type) {
    case 'rollout.requested':
      return event.to === state.promoted
        ? `the primary already runs ${event.to}, so there is nothing to roll out`
        : state.phase === 'Failed'
          ? `${event.to} has failed, and is not tried again until another revision comes`
          : `${event.to} is already the wanted revision`;
    case 'operator.undo':
    case 'operator.abort':
      if (asked.rollback && isUnderTrial(state)) return 'a rollback was asked for already, and the next tick sees it';
      if (isUnderWay(state))
        return target === state.promoted
          ? 'going back was asked for already, and begins when this promotion is over'
          : 'the primary is being updated: Flagger calls nothing off any more, but an undo is a release of its own';
      return state.phase === 'Failed'
        ? state.weights.canary > 0
          ? 'the primary is broken and the canary serves instead: Flagger has no way back from here but another revision'
          : `the primary serves ${state.promoted}, as before`
        : 'there is no earlier release to take back';
    case 'operator.promote':
      return 'no gate is closed: checks alone decide when the primary is updated';
    case 'operator.promoteFull':
      return 'Flagger has no way to skip the rest of a trial that has begun';
    case 'operator.pause':
    case 'operator.resume':
      return 'Flagger has no pause: it goes on with every tick, or rolls back';
    case 'operator.retry':
      return 'Flagger does not try a failed revision again until another one comes';
    default:
      return 'nothing waits for it';
  }
}
