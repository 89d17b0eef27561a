import { wait, type Tick } from './decide.ts';
import { advance } from './reconcile-advance.ts';
import { primaryFailed, shiftBack, skipAnalysis, succeed } from './reconcile-promotion.ts';
import { deadlineRollback, failCheck, manualRollback, thresholdRollback } from './reconcile-rollback.ts';
import { begin, initialise, restart } from './reconcile-start.ts';
import { readinessOf, type Readiness } from './ready.ts';
import type { Params } from './params.ts';
import type { Decision, Phase, State, View } from './state.ts';

const UNDER_WAY: readonly Phase[] = ['Waiting', 'Progressing', 'WaitingPromotion', 'Promoting', 'Finalising'];
const ON_TRIAL: readonly Phase[] = ['Progressing', 'WaitingPromotion'];
const PAST_TRIAL: readonly Phase[] = ['Promoting', 'Finalising'];

/**
 * One tick of Flagger: everything it does, it does here, in this order. The first question that has an answer ends the tick, so a
 * rollout takes one step a tick at most.
 */
export function tick(params: Params, state: State, view: View): Decision {
  const now: Tick = { params, state, view };
  const primary = readinessOf(view.primary, params.primaryReadyThreshold, params.progressDeadline, view.now);
  if (state.phase === 'Initializing') return primary.isReady ? initialise(now) : waitFor(now, 'primary', primary);
  const isOnTrial = ON_TRIAL.includes(state.phase);
  if (!UNDER_WAY.includes(state.phase) && !isNewRevision(now)) return nothing(state);
  if (!params.skipAnalysis && !primary.isReady)
    return PAST_TRIAL.includes(state.phase) && !primary.isRetriable
      ? primaryFailed(now, primary)
      : waitFor(now, 'primary', primary);
  if (!isOnTrial && !PAST_TRIAL.includes(state.phase)) return begin(now);
  if (isOnTrial && isNewRevision(now)) return restart(now);
  const canary = readinessOf(view.canary, params.canaryReadyThreshold, params.progressDeadline, view.now);
  if (!canary.isReady && canary.isRetriable) return waitFor(now, 'canary', canary);
  if (params.skipAnalysis) return canary.isRetriable ? skipAnalysis(now) : deadlineRollback(now, canary);
  if (isOnTrial && view.asked.rollback) return manualRollback(now);
  if (state.phase === 'Promoting') return shiftBack(now);
  if (state.phase === 'Finalising') return succeed(now);
  if (!canary.isRetriable) return deadlineRollback(now, canary);
  if (state.failedChecks >= params.threshold) return thresholdRollback(now);
  return hasTraffic(state) && !view.check.passed ? failCheck(now, view.check) : advance(now);
}

/** Going back to what the primary runs is no new revision: that is what a person does to undo by hand. */
const isNewRevision = ({ state, view }: Tick): boolean => view.target !== state.tracked && view.target !== state.promoted;

/** Before the canary has met a request there is nothing to check. */
const hasTraffic = (state: State): boolean => state.weights.canary > 0 || state.iterations > 0 || state.isMirrored;

const nothing = (next: State): Decision => ({ next, scale: null, weights: null, mirror: null, promote: null, why: null });

function waitFor(tick: Tick, who: 'primary' | 'canary', { waitsFor }: Readiness): Decision {
  const threshold = who === 'primary' ? tick.params.primaryReadyThreshold : tick.params.canaryReadyThreshold;
  const { updated, available } = tick.view[who];
  return wait(tick, {
    rule: `${who}NotReady`,
    says: `Waited: the ${who} is not ready, for ${waitsFor}.`,
    arithmetic: `⌊${updated} × ${threshold}%⌋ = ${Math.floor((updated * threshold) / 100)} needed, ${available} available`,
    inputs: [
      { name: `${who}ReadyThreshold`, value: `${threshold}%` },
      { name: `updated servers of the ${who}`, value: updated },
      { name: `available servers of the ${who}`, value: available },
    ],
    alternatives: [
      'Counting this as a failed check is not among its choices: not ready is not the same as not healthy.',
      who === 'canary'
        ? 'Past the progress deadline it would have rolled back.'
        : 'Checking the canary meanwhile is not among its choices: nothing goes on without a ready primary.',
    ],
    by: `the ${who} must be ready before anything else`,
  });
}
