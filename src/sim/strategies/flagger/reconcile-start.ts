import { servers } from '../kubernetes/words.ts';
import { ALL_ON_PRIMARY, decide, type Tick } from './decide.ts';
import { manualRollback } from './reconcile-rollback.ts';
import type { Decision, State } from './state.ts';

/** What a run begins with. */
const FRESH = { failedChecks: 0, iterations: 0, weights: ALL_ON_PRIMARY, isMirrored: false } satisfies Partial<State>;

/** The primary is up, so it takes over the traffic. */
export const initialise = (tick: Tick): Decision =>
  decide(
    tick,
    { ...FRESH, phase: 'Initialized', tracked: tick.view.target, promoted: tick.view.target },
    {
      rule: 'initialised',
      says: 'Took over: the primary is ready, and all traffic goes to it.',
      arithmetic: 'primary 100, canary 0',
      alternatives: [
        'Leaving the target in service would have given the users the very servers that the next release tries itself on.',
      ],
      by: 'set-up ends when the primary is ready',
    },
    { scale: 0 },
  );

/** A revision that was not there before: the canary is started, and nothing else happens on this tick. */
export function begin(tick: Tick): Decision {
  const { params, state, view } = tick;
  if (state.phase === 'Waiting' && view.asked.rollback) return manualRollback(tick);
  if (params.confirmRollout && !view.asked.rollout)
    return decide(
      tick,
      { phase: 'Waiting' },
      {
        rule: 'waitingForRollout',
        says: `Waited: nobody has agreed to roll out ${view.target} yet.`,
        arithmetic: 'confirm-rollout: not given',
        alternatives: ['Starting the canary without being told is not among its choices while the gate is there.'],
        by: 'the confirm-rollout gate comes before the canary',
      },
    );
  return decide(
    tick,
    { ...FRESH, phase: 'Progressing', tracked: view.target },
    {
      rule: 'newRevision',
      says: `Started the canary with ${servers(view.desired, view.target)}: it has a revision that the primary has not.`,
      arithmetic: `0 → ${view.desired} servers, weight 0%`,
      inputs: [
        { name: 'revision of the primary', value: state.promoted },
        { name: 'revision of the target', value: view.target },
        { name: 'servers wanted', value: view.desired },
      ],
      alternatives: [`Sending it traffic at once is not among its choices: ${view.target} must be ready first.`],
      by: 'a new revision scales the canary up from zero',
    },
    { scale: view.desired },
  );
}

/** Another revision came before this one was judged: the judging begins anew. */
export const restart = (tick: Tick): Decision =>
  decide(
    tick,
    { ...FRESH, phase: 'Progressing', tracked: tick.view.target },
    {
      rule: 'restarted',
      says: `Began anew: ${tick.view.target} came while ${tick.state.tracked} was on trial.`,
      arithmetic: `weight ${tick.state.weights.canary}% → 0%, failed checks ${tick.state.failedChecks} → 0`,
      inputs: [
        { name: 'revision on trial', value: tick.state.tracked },
        { name: 'revision of the target', value: tick.view.target },
      ],
      alternatives: [`Keeping the weight would have given ${tick.view.target} the trust that ${tick.state.tracked} had earned.`],
      by: 'a new revision during the analysis takes weights and counters back to zero',
    },
  );
