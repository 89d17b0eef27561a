import { ALL_ON_CANARY, ALL_ON_PRIMARY, decide, shown, type Tick } from './decide.ts';
import type { Readiness } from './ready.ts';
import type { Decision } from './state.ts';
import { ALL, modeOf, type Mode } from './weights.ts';

/** The canary has stood the trial: the primary gets its revision, while the canary carries its weight. */
export function promote(tick: Tick, arithmetic: string): Decision {
  const { params, view } = tick;
  if (params.confirmPromotion && !view.asked.promotion)
    return decide(
      tick,
      { phase: 'WaitingPromotion' },
      {
        rule: 'waitingForPromotion',
        says: `Waited: nobody has agreed to promote ${view.target} yet.`,
        arithmetic: `${arithmetic}; confirm-promotion: not given`,
        alternatives: ['The checks go on while it waits, and can still roll back.'],
        by: 'the confirm-promotion gate comes before the primary',
      },
    );
  return decide(
    tick,
    { phase: 'Promoting', tracked: view.target, iterations: 0 },
    {
      rule: 'promoted',
      says: `Gave ${view.target} to the primary: the canary has passed every check it had to.`,
      arithmetic,
      inputs: [{ name: 'revision', value: view.target }],
      alternatives: [
        'Sending all traffic back now would have served the old revision again until the primary is updated.',
        'From here on no metric is looked at: whatever is still wrong will not be noticed by it.',
      ],
      by: 'at the end of the trial the primary is updated by a rolling update of its own',
    },
    { promote: view.target },
  );
}

/** The primary is updated and ready: traffic goes back to it, at once or step by step. */
export function shiftBack(tick: Tick): Decision {
  const { stepWeightPromotion: step, provider } = tick.params;
  const { primary, canary } = tick.state.weights;
  const inOneGo = step === 0 || provider === 'kubernetes' || canary === 0;
  const weights = inOneGo ? ALL_ON_PRIMARY : { primary: Math.min(ALL, primary + step), canary: Math.max(0, canary - step) };
  return decide(
    tick,
    { weights, isMirrored: false, phase: weights.primary === ALL ? 'Finalising' : 'Promoting' },
    {
      rule: 'shiftedBack',
      says:
        canary === 0
          ? 'Left all traffic on the primary, which now has the new revision.'
          : weights.primary === ALL
            ? 'Sent all traffic back to the primary, which now has the new revision.'
            : `Sent ${weights.primary}% of the traffic back to the primary.`,
      arithmetic: inOneGo
        ? `${shown(tick.state.weights)} → ${shown(weights)}`
        : `min(${primary} + ${step}, ${ALL}) = ${weights.primary}`,
      inputs: [{ name: 'stepWeightPromotion', value: `${step}%` }],
      alternatives: [
        step === 0
          ? 'A stepWeightPromotion would have let the fresh servers of the primary warm up under less traffic.'
          : 'Without stepWeightPromotion, all of it would have gone back in one go.',
      ],
      by: 'a ready primary takes its traffic back',
    },
  );
}

export const succeed = (tick: Tick): Decision =>
  decide(
    tick,
    { phase: 'Succeeded', promoted: tick.state.tracked, weights: ALL_ON_PRIMARY, isMirrored: false, iterations: 0 },
    {
      rule: 'succeeded',
      says: 'Ended the rollout: the canary is no longer needed and goes down to zero.',
      arithmetic: 'primary 100, canary 0 → 0 servers',
      inputs: [{ name: 'revision', value: tick.state.tracked }],
      alternatives: [
        'Keeping the canary would have cost its servers without anyone being served by them; undoing now takes a rollout of its own.',
      ],
      by: 'the canary is scaled to zero when promotion is over',
    },
    { scale: 0 },
  );

/** No trial at all: as soon as the canary is up, the primary is updated in place. */
export const skipAnalysis = (tick: Tick): Decision =>
  decide(
    tick,
    {
      phase: 'Succeeded',
      tracked: tick.view.target,
      promoted: tick.view.target,
      weights: ALL_ON_PRIMARY,
      isMirrored: false,
      iterations: 0,
    },
    {
      rule: 'analysisSkipped',
      says: `Gave ${tick.view.target} to the primary without any check: the analysis is switched off.`,
      arithmetic: 'skipAnalysis = true',
      inputs: [{ name: 'revision', value: tick.view.target }],
      alternatives: ['With analysis, the canary would have had to pass its checks first.'],
      by: 'skipAnalysis promotes as soon as the canary is ready',
    },
    { promote: tick.view.target, scale: 0 },
  );

/** The primary does not come up with the new revision: the canary is the only healthy copy there is, and keeps everything. */
export function primaryFailed(tick: Tick, { waitsFor }: Readiness): Decision {
  const canSplit = tick.params.provider !== 'kubernetes';
  const weights = canSplit ? ALL_ON_CANARY : tick.state.weights;
  return decide(
    tick,
    { phase: 'Failed', weights, isMirrored: false },
    {
      rule: 'primaryFailed',
      says: `Gave up on the primary${aftermath(modeOf(tick.params), canSplit)}: ${waitsFor}.`,
      arithmetic: `${shown(tick.state.weights)} → ${shown(weights)}`,
      alternatives: [
        ...(canSplit ? ['Sending the traffic to the primary would have sent it to servers that are not ready.'] : []),
        'Scaling the canary down is not among its choices: it is the only healthy copy.',
      ],
      by: 'a primary that fails in promotion leaves the canary in service',
    },
  );
}

function aftermath(mode: Mode, canSplit: boolean): string {
  if (!canSplit) return ', which keeps the traffic, for plain Kubernetes services have nowhere else to send it';
  return mode === 'abTesting' ? ' and left the users who match on the canary' : ' and sent all traffic to the canary';
}
