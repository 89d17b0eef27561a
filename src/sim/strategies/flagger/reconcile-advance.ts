import { ALL_ON_CANARY, ALL_ON_PRIMARY, decide, shown, type Tick } from './decide.ts';
import { promote } from './reconcile-promotion.ts';
import { stuck } from './reconcile-rollback.ts';
import type { Decision } from './state.ts';
import { ALL, iterationsOf, maxWeightOf, modeOf, nextStep } from './weights.ts';

/** The checks passed, or there was nothing to check yet: one step further. */
export function advance(tick: Tick): Decision {
  const mode = modeOf(tick.params);
  return mode === 'canary' ? advanceWeight(tick) : mode === 'abTesting' ? advanceArms(tick) : advanceTests(tick);
}

function advanceWeight(tick: Tick): Decision {
  const { params, state } = tick;
  const { primary, canary } = state.weights;
  const step = nextStep(params, canary),
    most = maxWeightOf(params);
  if (step <= 0) return stuck(tick, step);
  if (canary >= most) return promote(tick, `weight ${canary}% ≥ highest weight ${most}%`);
  if (params.mirror && canary === 0 && !state.isMirrored) return mirror(tick);
  const weights = { primary: Math.max(0, primary - step), canary: Math.min(ALL, canary + step) };
  return decide(
    tick,
    { weights, isMirrored: false },
    {
      rule: 'advanced',
      says: `Raised the weight of the canary to ${weights.canary}%${hasBeenTried(tick) ? ': its checks passed' : ', to have something to check'}.`,
      arithmetic: `min(${canary} + ${step}, ${ALL}) = ${weights.canary}`,
      inputs: [
        { name: 'step', value: `${step}%` },
        { name: 'highest weight', value: `${most}%` },
      ],
      alternatives: [
        hasBeenTried(tick)
          ? `A failed check would have left the weight at ${canary}%.`
          : 'Checking first is not among its choices: without requests, every metric would be empty and so fail.',
        weights.canary >= most
          ? `Going no further than ${most}% is left to the next tick: if its checks pass, it promotes.`
          : `Going straight to ${most}% would have shown the new revision to more users before anyone had looked.`,
      ],
      by: 'a tick whose checks pass adds one step',
    },
  );
}

const mirror = (tick: Tick): Decision =>
  decide(
    tick,
    { isMirrored: true },
    {
      rule: 'mirrored',
      says: `Began to send the canary copies of ${tick.params.mirrorWeight}% of the requests; users are still answered by the primary alone.`,
      arithmetic: `weights ${shown(tick.state.weights)}, mirrored ${tick.params.mirrorWeight}%`,
      inputs: [{ name: 'mirrorWeight', value: `${tick.params.mirrorWeight}%` }],
      alternatives: [
        'Without mirror, the canary would have had users from this tick on.',
        'What mirrored requests write is written twice: copies have side effects too.',
      ],
      by: 'mirroring comes before the first weight',
    },
  );

/** A/B: all that match go to the canary, for as many ticks as asked. */
function advanceArms(tick: Tick): Decision {
  const { params, state } = tick;
  const wanted = iterationsOf(params),
    iterations = state.iterations + 1;
  if (state.iterations >= wanted) return promote(tick, `${state.iterations} of ${wanted} iterations`);
  return decide(
    tick,
    { iterations, weights: ALL_ON_CANARY },
    {
      rule: 'iterated',
      says:
        state.iterations === 0
          ? 'Sent every request that matches the rules to the canary.'
          : `Counted iteration ${iterations} of ${wanted}: the checks passed.`,
      arithmetic: `${state.iterations} + 1 = ${iterations} of ${wanted}`,
      inputs: [{ name: 'iterations', value: wanted }],
      alternatives: ['Raising the share step by step is not among its choices: the header decides, all or nothing.'],
      by: 'in A/B testing, matching requests go to the canary for every iteration',
    },
  );
}

/** Blue/green: tests beside the traffic (on copies of it, if asked), then one tick of all traffic, then promotion. */
function advanceTests(tick: Tick): Decision {
  const { params, state } = tick;
  const wanted = iterationsOf(params),
    iterations = state.iterations + 1,
    canSplit = params.provider !== 'kubernetes';
  if (state.iterations > wanted) return promote(tick, `${wanted} of ${wanted} iterations, and one with all traffic`);
  if (state.iterations < wanted)
    return decide(
      tick,
      { iterations, isMirrored: canSplit && params.mirror },
      {
        rule: 'iterated',
        says: `Counted iteration ${iterations} of ${wanted}; no user meets the canary yet.`,
        arithmetic: `${state.iterations} + 1 = ${iterations} of ${wanted}`,
        inputs: [{ name: 'iterations', value: wanted }],
        alternatives: [
          canSplit
            ? `Sending traffic now would have spared ${wanted - state.iterations} more ${wanted - state.iterations === 1 ? 'tick' : 'ticks'} of tests.`
            : 'Sending a part of the traffic is not among its choices: plain Kubernetes services cannot split it.',
        ],
        by: 'in blue/green, every iteration tests the canary without traffic',
      },
    );
  if (tick.params.confirmPromotion && !tick.view.asked.promotion) return promote(tick, `${wanted} of ${wanted} iterations`);
  return decide(
    tick,
    { iterations, weights: canSplit ? ALL_ON_CANARY : ALL_ON_PRIMARY, isMirrored: false },
    {
      rule: 'switched',
      says: canSplit
        ? 'Sent all traffic to the canary: its tests have passed.'
        : 'Ended the tests: traffic stays on the primary until it is updated.',
      arithmetic: `${state.iterations} of ${wanted} iterations`,
      inputs: [{ name: 'iterations', value: wanted }],
      alternatives: [
        'Updating the primary first would have put the new revision into service before it had carried any traffic.',
      ],
      by: 'in blue/green, one tick of all traffic comes after the tests',
    },
  );
}

const hasBeenTried = ({ state }: Tick): boolean => state.weights.canary > 0 || state.isMirrored;
