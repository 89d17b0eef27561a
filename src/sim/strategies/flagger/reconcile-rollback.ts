import { spoken } from '../kubernetes/words.ts';
import { ALL_ON_PRIMARY, decide, shown, wait, type Explanation, type Tick } from './decide.ts';
import { tickInterval } from './tick.ts';
import type { Readiness } from './ready.ts';
import type { Check, Decision } from './state.ts';

/** A check failed: it is counted, and the weight stays where it is. */
export function failCheck(tick: Tick, { metric, says }: Extract<Check, { passed: false }>): Decision {
  const { params, state } = tick;
  const failedChecks = state.failedChecks + 1,
    left = params.threshold - failedChecks;
  const isLast = left <= 0;
  return decide(
    tick,
    { failedChecks },
    {
      rule: 'checkFailed',
      says: `Did not advance: ${metric} failed its check (${says}).`,
      arithmetic: `${state.failedChecks} + 1 = ${failedChecks} failed ${failedChecks === 1 ? 'check' : 'checks'}, threshold ${params.threshold}`,
      inputs: [{ name: 'metric', value: metric }],
      alternatives: [
        isLast
          ? `Rolling back at once is not among its choices: the count is looked at on the next tick, ${spoken(tickInterval(params))} from now.`
          : `${left} more failed ${left === 1 ? 'check' : 'checks'} would lead to a rollback; checks that pass take nothing off the count.`,
        'Advancing all the same is not among its choices: one failed metric holds the tick.',
      ],
      by: 'a failed check adds one and ends the tick',
    },
  );
}

export const thresholdRollback = (tick: Tick): Decision =>
  rollBack(tick, {
    rule: 'thresholdReached',
    says: `Rolled back: ${count(tick.state.failedChecks)} reached the threshold.`,
    arithmetic: `${tick.state.failedChecks} ≥ ${tick.params.threshold}`,
    alternatives: ['A higher threshold would have let the canary go on at the same weight.'],
    by: 'failed checks at the threshold roll back',
  });

export const deadlineRollback = (tick: Tick, { waitsFor }: Readiness): Decision =>
  rollBack(tick, {
    rule: 'deadlineExceeded',
    says: `Rolled back: the canary is not ready after ${spoken(tick.params.progressDeadline)}, for ${waitsFor}.`,
    arithmetic: `not available for more than ${spoken(tick.params.progressDeadline)}`,
    inputs: [{ name: 'progressDeadlineSeconds', value: spoken(tick.params.progressDeadline) }],
    alternatives: ['A longer progress deadline would have gone on waiting.'],
    by: 'a canary past its progress deadline is rolled back',
  });

export const manualRollback = (tick: Tick): Decision =>
  rollBack(tick, {
    rule: 'rolledBackByHand',
    says: 'Rolled back: a person asked for it.',
    arithmetic: `weights ${shown(tick.state.weights)} → ${shown(ALL_ON_PRIMARY)}`,
    alternatives: [`Left alone, ${count(tick.state.failedChecks)} of ${tick.params.threshold} would have let it go on.`],
    by: 'a rollback webhook acts until the promotion begins',
  });

/** Traffic first, servers second; and the failed revision is not tried again until another one comes. */
const rollBack = (tick: Tick, explanation: Explanation): Decision =>
  decide(
    tick,
    // A revision that was called off at its first gate has not been tracked yet; it has failed all the same.
    { phase: 'Failed', tracked: tick.view.target, weights: ALL_ON_PRIMARY, isMirrored: false, iterations: 0 },
    {
      ...explanation,
      alternatives: [
        ...explanation.alternatives,
        `Trying ${tick.view.target} again is not among its choices: it stays failed until a new revision comes.`,
      ],
    },
    { scale: 0 },
  );

const count = (failed: number): string => `${failed === 0 ? 'no' : failed} failed ${failed === 1 ? 'check' : 'checks'}`;

/** The knobs leave no way forward, so the weight stays as it is for good. */
export const stuck = (tick: Tick, step: number): Decision =>
  wait(tick, {
    rule: 'noStep',
    says: 'Did not advance: the steps give no higher weight to go to.',
    arithmetic: `next step ${step} ≤ 0`.replace('-', '−'),
    inputs: [
      { name: 'stepWeight', value: `${tick.params.stepWeight}%` },
      { name: 'stepWeights', value: tick.params.stepWeights.join(', ') },
    ],
    alternatives: ['Promoting from here is not among its choices: only a tick with a step to take looks at the highest weight.'],
    by: 'without a positive step nothing advances',
  });
