import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE, seconds } from '../../../src/sim/kernel/index.ts';
import { read } from '../../../src/sim/schema/index.ts';
import { schema, type Params } from '../../../src/sim/strategies/flagger/params.ts';
import { tickInterval } from '../../../src/sim/strategies/flagger/tick.ts';
import { isShort, statusIn } from '../../../src/sim/strategies/flagger/environments.ts';
import { rollPrimary } from '../../../src/sim/strategies/flagger/primary.ts';
import { tick } from '../../../src/sim/strategies/flagger/reconcile.ts';
import { routeOf } from '../../../src/sim/strategies/flagger/routing.ts';
import { firstState, PHASES, type Decision, type State, type View } from '../../../src/sim/strategies/flagger/state.ts';

const params = (written: Record<string, unknown>): Params => {
  const reading = read(schema, written);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
};
const up = { isBehind: false, wanted: 4, replicas: 4, updated: 4, available: 4, isOverdue: false, unavailableSince: null };
const quiet = { rollback: false, rollout: false, promotion: false };
const seen = (changes: Partial<View> = {}): View => ({
  now: 0, desired: 4, target: 'v2', primary: up, canary: up, check: { passed: true }, asked: quiet, ...changes,
});
const bad = seen({ check: { passed: false, metric: 'request-success-rate', says: '97.2 is below 99' } });
const idle: State = { ...firstState('v1'), phase: 'Initialized' };

/** What the controller says tick by tick, with phase, weights and count after it. */
function story(knobs: Params, views: readonly View[], from = idle): string[] {
  let state = from;
  return views.map((view, index) => {
    const { next, why } = tick(knobs, state, view);
    state = next;
    return `${index + 1} ${next.phase} ${next.weights.primary}/${next.weights.canary} ${next.failedChecks}: ${why?.says ?? '–'}`;
  });
}

test('a good release is raised step by step, promoted, and given back to the primary', () => {
  expect(story(params({ stepWeight: 25, maxWeight: 50, threshold: 3 }), Array.from({ length: 8 }, () => seen()))).toEqual([
    '1 Progressing 100/0 0: Started the canary with 4 v2 servers: it has a revision that the primary has not.',
    '2 Progressing 75/25 0: Raised the weight of the canary to 25%, to have something to check.',
    '3 Progressing 50/50 0: Raised the weight of the canary to 50%: its checks passed.',
    '4 Promoting 50/50 0: Gave v2 to the primary: the canary has passed every check it had to.',
    '5 Finalising 100/0 0: Sent all traffic back to the primary, which now has the new revision.',
    '6 Succeeded 100/0 0: Ended the rollout: the canary is no longer needed and goes down to zero.',
    '7 Succeeded 100/0 0: –',
    '8 Succeeded 100/0 0: –',
  ]);
});

test('failed checks add up though good ones lie between, and the rollback comes a tick after the last', () => {
  const views = [seen(), seen(), bad, seen(), bad, seen(), seen()];
  expect(story(params({ stepWeight: 10, threshold: 2 }), views)).toEqual([
    '1 Progressing 100/0 0: Started the canary with 4 v2 servers: it has a revision that the primary has not.',
    '2 Progressing 90/10 0: Raised the weight of the canary to 10%, to have something to check.',
    '3 Progressing 90/10 1: Did not advance: request-success-rate failed its check (97.2 is below 99).',
    '4 Progressing 80/20 1: Raised the weight of the canary to 20%: its checks passed.',
    '5 Progressing 80/20 2: Did not advance: request-success-rate failed its check (97.2 is below 99).',
    '6 Failed 100/0 2: Rolled back: 2 failed checks reached the threshold.',
    '7 Failed 100/0 2: –',
  ]);
});

test('a decision is explained with its arithmetic, its knobs and what else there was', () => {
  const state: State = { ...idle, phase: 'Progressing', tracked: 'v2', weights: { primary: 90, canary: 10 } };
  expect(tick(params({ stepWeight: 10, threshold: 2 }), state, bad).why).toEqual({
    rule: 'flagger.checkFailed',
    says: 'Did not advance: request-success-rate failed its check (97.2 is below 99).',
    arithmetic: '0 + 1 = 1 failed check, threshold 2',
    inputs: [
      { name: 'phase', value: 'Progressing' },
      { name: 'weight of the canary', value: '10%' },
      { name: 'failed checks', value: 0 },
      { name: 'threshold', value: 2 },
      { name: 'metric', value: 'request-success-rate' },
    ],
    alternatives: [
      '1 more failed check would lead to a rollback; checks that pass take nothing off the count.',
      'Advancing all the same is not among its choices: one failed metric holds the tick.',
    ],
    source: 'Flagger, advanceCanary: a failed check adds one and ends the tick',
  });
});

test('a canary that is not ready is waited for without a failed check, until its deadline is over', () => {
  const starting = seen({ canary: { ...up, available: 1 } }),
    overdue = seen({ now: 11 * MINUTE, canary: { ...up, available: 1, unavailableSince: 0 } });
  expect(story(params({ stepWeight: 50 }), [seen(), starting, starting, overdue])).toEqual([
    '1 Progressing 100/0 0: Started the canary with 4 v2 servers: it has a revision that the primary has not.',
    '2 Progressing 100/0 0: Waited: the canary is not ready, for 1 of the 4 servers it needs are available.',
    '3 Progressing 100/0 0: Waited: the canary is not ready, for 1 of the 4 servers it needs are available.',
    '4 Failed 100/0 0: Rolled back: the canary is not ready after 10 minutes, for 1 of the 4 servers it needs are available.',
  ]);
});

test('what has failed is not tried again, and going back to what the primary runs is no rollout', () => {
  const failed: State = { ...idle, phase: 'Failed', tracked: 'v2' };
  const knobs = params({ stepWeight: 50 });
  expect(tick(knobs, failed, seen()).why).toBe(null);
  expect(tick(knobs, failed, seen({ target: 'v1' })).why).toBe(null);
  expect(tick(knobs, failed, seen({ target: 'v3' })).next).toMatchObject({ phase: 'Progressing', tracked: 'v3' });
});

test('gates wait for a person: before the canary, and before the primary, where checks can still fail', () => {
  const knobs = params({ stepWeight: 100, confirmRollout: true, confirmPromotion: true });
  const agreed = (gate: Partial<View['asked']>) => seen({ asked: { ...quiet, ...gate } });
  expect(story(knobs, [seen(), agreed({ rollout: true }), seen(), seen(), bad, seen()]).map((line) => line.split(':')[0])).toEqual([
    '1 Waiting 100/0 0', '2 Progressing 100/0 0', '3 Progressing 0/100 0', '4 WaitingPromotion 0/100 0',
    '5 WaitingPromotion 0/100 1', '6 Failed 100/0 1',
  ]);
  expect(story(knobs, [agreed({ rollout: true }), seen(), seen(), agreed({ promotion: true })]).at(-1)).toMatch(/^4 Promoting 0\/100/);
});

test('without analysis the primary is updated as soon as the canary is up', () => {
  const decisions: Decision[] = [];
  for (let state = idle; decisions.length < 2; state = decisions.at(-1)!.next)
    decisions.push(tick(params({ skipAnalysis: true }), state, bad));
  expect(decisions.map(({ next, scale, promote }) => [next.phase, scale, promote])).toEqual([
    ['Progressing', 4, null],
    ['Succeeded', 0, 'v2'],
  ]);
});

test('a list of steps that falls or repeats, and no step at all, never advance', () => {
  const at = (canary: number): State => ({ ...idle, phase: 'Progressing', tracked: 'v2', weights: { primary: 100 - canary, canary } });
  expect(tick(params({ stepWeights: [10, 10, 50] }), at(10), seen()).why?.rule).toBe('flagger.noStep');
  expect(tick(params({ stepWeights: [30, 20, 50] }), at(30), seen()).why?.rule).toBe('flagger.noStep');
  expect(tick(params({}), at(0), seen()).why?.rule).toBe('flagger.noStep');
});

test('plain Kubernetes tests without traffic for ten ticks and never changes a weight', () => {
  let state = idle;
  const phases: string[] = [];
  for (let n = 1; n <= 15; n++) {
    const decision = tick(params({ provider: 'kubernetes', stepWeight: 10 }), state, seen());
    expect(decision.weights).toBe(null);
    phases.push(`${n} ${(state = decision.next).phase}`);
  }
  expect(phases.slice(11)).toEqual(['12 Progressing', '13 Promoting', '14 Finalising', '15 Succeeded']);
});

test('the tick is 10 seconds at least', () => {
  expect([tickInterval(params({ interval: '3s' })), tickInterval(params({ interval: '30s' })), tickInterval(params({}))]).toEqual([
    seconds(10), seconds(30), MINUTE,
  ]);
});

const set = (environment: string, revision: string, count: number, available = count) => ({
  environment, revision, createdOrder: 0, spec: count, replicas: count, ready: available, available, terminating: 0,
});

test('the primary is updated by an ordinary rolling update, whatever the canary holds', () => {
  const sets = [set('primary', 'v1', 4), set('canary', 'v2', 4)];
  const { resizes } = rollPrimary(params({ maxSurge: 1, maxUnavailable: 0 }), 'v2', 4, sets);
  expect(resizes.map(({ revision, from, to, why }) => [revision, from, to, why.rule])).toEqual([['v2', 0, 1, 'rolling.scaleUpNew']]);
});

test('each Deployment has a status of its own', () => {
  const sets = [set('primary', 'v1', 3), set('primary', 'v2', 1, 0), set('canary', 'v2', 4, 2)];
  const since = { desired: 4, unavailableSince: null, isOverdue: false };
  expect(statusIn(sets, 'primary', 'v2', since)).toMatchObject({ wanted: 4, replicas: 4, updated: 1, available: 3 });
  expect(statusIn(sets, 'canary', 'v2', since)).toMatchObject({ wanted: 4, replicas: 4, updated: 4, available: 2 });
  const knobs = params({ maxUnavailable: 1 });
  expect([isShort(knobs, sets, 'primary', 4), isShort(knobs, sets, 'canary', 4)]).toEqual([false, true]);
});

test('a state says what the routers are to do', () => {
  const at = (canary: number, changes: Partial<State> = {}): State => ({
    ...idle, phase: 'Progressing', weights: { primary: 100 - canary, canary }, ...changes,
  });
  expect(routeOf(params({ stepWeight: 20 }), at(20))).toEqual({ weights: { primary: 0.8, canary: 0.2 } });
  expect(routeOf(params({ stepWeight: 20, mirror: true, mirrorWeight: 50 }), at(0, { isMirrored: true }))).toEqual({
    weights: { primary: 1, canary: 0 }, mirror: { pool: 'canary', share: 0.5 },
  });
  const sticky = params({ stepWeight: 20, sessionAffinity: { maxAge: '1h' } });
  expect(routeOf(sticky, at(20))).toEqual({ weights: { primary: 0.8, canary: 0.2 }, sticky: { pool: 'canary', for: 60 * MINUTE } });
  expect(routeOf(sticky, at(0, { phase: 'Failed' }))).toEqual({ weights: { primary: 1, canary: 0 } });
  const arms = params({ iterations: 3, match: [{ cohort: 'insiders' }] });
  expect(routeOf(arms, at(100))).toEqual({ weights: { primary: 1, canary: 0 }, match: [{ cohort: 'insiders', pool: 'canary' }] });
  expect(routeOf(arms, at(0, { phase: 'Failed' }))).toEqual({ weights: { primary: 1, canary: 0 } });
});

test('a primary that fails in promotion leaves the canary in service, where there is a router to do so', () => {
  const broken = seen({ primary: { ...up, available: 0, isOverdue: true } });
  const promoting: State = { ...idle, phase: 'Promoting', tracked: 'v2', weights: { primary: 50, canary: 50 } };
  const before: State = { ...promoting, weights: { primary: 100, canary: 0 } };
  expect(story(params({ stepWeight: 50 }), [broken], promoting)).toEqual([
    '1 Failed 0/100 0: Gave up on the primary and sent all traffic to the canary: it is past its progress deadline.',
  ]);
  expect(story(params({ provider: 'kubernetes' }), [broken], before)).toEqual([
    '1 Failed 100/0 0: Gave up on the primary, which keeps the traffic, for plain Kubernetes services have nowhere else to send it: it is past its progress deadline.',
  ]);
});

const knobs = fc
  .record({
    provider: fc.constantFrom('mesh', 'mesh', 'kubernetes'),
    threshold: fc.integer({ min: 1, max: 4 }),
    stepWeight: fc.constantFrom(0, 5, 5, 20, 50, 70, 100),
    stepWeights: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 5 }),
    maxWeight: fc.integer({ min: 0, max: 100 }),
    stepWeightPromotion: fc.constantFrom(0, 30, 100),
    iterations: fc.constantFrom(0, 0, 1, 3),
    mirror: fc.boolean(),
    skipAnalysis: fc.constantFrom(false, false, false, true),
    confirmRollout: fc.constantFrom(false, false, true),
    confirmPromotion: fc.constantFrom(false, false, true),
    match: fc.constantFrom([], [{ cohort: 'insiders' }]),
  })
  .map(params);
const deployment = fc.oneof(
  { weight: 20, arbitrary: fc.constant(up) },
  { weight: 2, arbitrary: fc.constantFrom({ ...up, available: 3 }, { ...up, available: 0 }) },
  { weight: 1, arbitrary: fc.constant({ ...up, isOverdue: true }) },
);
const happening = fc.record({
  target: fc.oneof({ weight: 20, arbitrary: fc.constant('v2') }, { weight: 2, arbitrary: fc.constantFrom('v1', 'v3', 'v4') }),
  primary: deployment,
  canary: deployment,
  passed: fc.constantFrom(true, true, false),
  rollback: fc.nat({ max: 30 }).map((draw) => draw === 30),
  rollout: fc.boolean(),
  promotion: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
const viewOf = ({ target, primary, canary, passed, ...asked }: Happening): View =>
  seen({ target, primary, canary, asked, check: passed ? { passed: true } : { passed: false, metric: 'm', says: 'too low' } });

const RUN = ['Progressing', 'WaitingPromotion', 'Promoting', 'Finalising'];
const TRIAL = ['Progressing', 'WaitingPromotion'];

test('invariant 10: failed checks never become fewer in one run, and no weight rises on a tick whose check fails', () => {
  let failures = 0,
    rises = 0;
  fc.assert(
    fc.property(knobs, fc.array(happening, { minLength: 20, maxLength: 40 }), (of, happenings) => {
      let state = firstState('v1');
      for (const view of happenings.map(viewOf)) {
        const { next, why, weights } = tick(of, state, view);
        const isSameRun = RUN.includes(state.phase) && next.tracked === state.tracked && why?.rule !== 'flagger.restarted';
        if (isSameRun) expect(next.failedChecks).toBeGreaterThanOrEqual(state.failedChecks);
        const isChecked = TRIAL.includes(state.phase) && (state.weights.canary > 0 || state.iterations > 0 || state.isMirrored);
        if (isChecked && !view.check.passed) expect(next.weights.canary).toBeLessThanOrEqual(state.weights.canary);
        expect(next.weights.primary + next.weights.canary).toBe(100);
        expect(weights === null).toBe(next.weights.canary === state.weights.canary);
        expect(PHASES).toContain(next.phase);
        failures += Number(next.failedChecks > state.failedChecks);
        rises += Number(next.weights.canary > state.weights.canary);
        state = next;
      }
    }),
    { seed: 10, numRuns: 400 },
  );
  // The property would hold of nothing if nothing ever happened.
  expect(failures).toBeGreaterThan(100);
  expect(rises).toBeGreaterThan(100);
});

test('traffic leaves the canary before, or with, its servers', () => {
  fc.assert(
    fc.property(knobs, fc.array(happening, { minLength: 20, maxLength: 40 }), (of, happenings) => {
      let state = firstState('v1');
      for (const view of happenings.map(viewOf)) {
        const { next, scale } = tick(of, state, view);
        if (scale === 0) expect(next.weights.canary).toBe(0);
        if (next.phase === 'Promoting' && state.phase !== 'Promoting') expect(next.weights).toEqual(state.weights);
        state = next;
      }
    }),
    { seed: 11, numRuns: 300 },
  );
});
