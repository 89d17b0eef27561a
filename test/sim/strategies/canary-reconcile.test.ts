import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/sim/kernel/index.ts';
import { read, type IntOrPercent } from '../../../src/sim/schema/index.ts';
import { isHealthy } from '../../../src/sim/strategies/argo/progress.ts';
import { abort, promote, promoteFull, retry } from '../../../src/sim/strategies/canary/operator.ts';
import { schema, type Params } from '../../../src/sim/strategies/canary/params.ts';
import { deadlineRuns, rolloutStatusOf } from '../../../src/sim/strategies/canary/progress.ts';
import { routeOf } from '../../../src/sim/strategies/canary/routing.ts';
import { conflictsIn } from '../../../src/sim/strategies/canary/validate.ts';
import { Walk } from './canary-walk.ts';

/** A canary from what a scenario would say. */
function params(given: Record<string, unknown>): Params {
  const reading = read(schema, given);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
}
const walk = (given: Record<string, unknown>, desired = 10) => new Walk(params(given), desired);
const history = (w: Walk) => w.history.join(', ');
const ROUTED = { trafficRouting: {} };

test('basic canary: settles at 3 + 7 of 10 with surge 3, and at 4 + 1 of 5 with surge 5', () => {
  const thirty = walk({ steps: [{ setWeight: 30 }, { pause: {} }], maxSurge: 3, maxUnavailable: 0 })
    .rollOut('v2')
    .run();
  expect(thirty.sizes()).toBe('v1 7, v2 3');
  const eighty = walk({ steps: [{ setWeight: 80 }, { pause: {} }], maxSurge: 5, maxUnavailable: 0 }, 5)
    .rollOut('v2')
    .run();
  expect(eighty.sizes()).toBe('v1 1, v2 4');
});

test('basic canary: small fleets come as close to the weight as they can', () => {
  const settled = (desired: number, maxSurge: number, weight: number) =>
    walk({ steps: [{ setWeight: weight }, { pause: {} }], maxSurge, maxUnavailable: maxSurge === 0 ? 1 : 0 }, desired)
      .rollOut('v2')
      .run()
      .sizes();
  expect(settled(1, 0, 10)).toBe('v1 1, v2 0');
  expect(settled(1, 0, 50)).toBe('v1 0, v2 1');
  expect(settled(3, 1, 33)).toBe('v1 2, v2 1');
  expect(settled(3, 0, 50)).toBe('v1 1, v2 2');
  expect(settled(6, 1, 10)).toBe('v1 6, v2 1');
  expect(settled(6, 1, 20)).toBe('v1 5, v2 1');
});

test('basic canary: one replica at 20 % is really one of two, and the reason says so', () => {
  const one = walk({ steps: [{ setWeight: 20 }, { pause: {} }] }, 1)
    .rollOut('v2')
    .run();
  expect(one.sizes()).toBe('v1 1, v2 1');
  const why = one.whys.find(({ rule }) => rule === 'canary.basic.grow.canary')!;
  expect(why.says).toBe('Added 1 v2 server: 1 of 2 come closest to 20 %.');
  expect(why.alternatives[0]).toContain('1 of 2 for 20 % is 50 %');
});

test('routed canary: 65 % of 42 replicas is 28, with all 42 stable ones kept', () => {
  const big = walk({ ...ROUTED, steps: [{ setWeight: 65 }, { pause: {} }] }, 42)
    .rollOut('v2')
    .run();
  expect(big.sizes()).toBe('v1 42, v2 28');
});

test('routed canary: weight follows servers, a pause counts from when it is noted, and the old ones stay for 30 seconds', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 20 }, { pause: '1m' }, { setWeight: 50 }] });
  w.rollOut('v2').at(5 * SECOND);
  w.available('v2');
  expect(history(w)).toBe('started, v2 0→0, v2 0→2, weight 20 to v2, stepDone, paused');
  w.at(65 * SECOND);
  expect(w.state.status.stepIndex).toBe(1);
  w.at(65 * SECOND + 1);
  expect(w.size('v2')).toBe(5);
  w.run();
  expect(history(w)).toBe(
    'started, v2 0→0, v2 0→2, weight 20 to v2, stepDone, paused, stepDone, v2 2→5, weight 50 to v2, stepDone, v2 5→10, ' +
      'weight 100 to v2, promoted, scaleDownPlanned',
  );
  w.at(95 * SECOND);
  expect(w.sizes()).toBe('v1 10, v2 10');
  expect(w.at(95 * SECOND + 1).sizes()).toBe('v1 0, v2 10');
});

test('routed canary: abort sends everything back at once, and keeps the rejected servers for 30 seconds; a retry finds them', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 50 }, { pause: {} }] })
    .rollOut('v2')
    .run();
  w.at(MINUTE).act(abort);
  expect([w.weight, w.sizes(), w.state.status.stepIndex]).toEqual([0, 'v1 10, v2 5', 0]);
  w.at(MINUTE + 10 * SECOND).act(retry);
  expect([w.weight, w.sizes(), w.state.status.scaleDownAt]).toEqual([50, 'v1 10, v2 5', {}]);
  w.act(abort).at(MINUTE + 40 * SECOND);
  expect(w.sizes()).toBe('v1 10, v2 0');
});

test('routed canary: abortScaleDownDelay of 0 keeps the rejected servers for ever', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 50 }, { pause: {} }], abortScaleDownDelay: '0s' })
    .rollOut('v2')
    .run();
  w.act(abort).at(60 * MINUTE);
  expect([w.weight, w.sizes(), w.state.status.scaleDownAt]).toEqual([0, 'v1 10, v2 5', {}]);
});

test('basic canary: an aborted canary shrinks only as the stable side grows again', () => {
  const w = walk({ steps: [{ setWeight: 50 }, { pause: {} }], maxSurge: 1, maxUnavailable: 0 })
    .rollOut('v2')
    .run();
  expect(w.sizes()).toBe('v1 5, v2 5');
  w.act(abort);
  expect(w.sizes()).toBe('v1 6, v2 5');
  w.available('v1');
  expect(w.sizes()).toBe('v1 7, v2 4');
  expect(w.run().sizes()).toBe('v1 10, v2 0');
});

test('dynamicStableScale: an abort goes back through the weights, each once the stable side has the servers', () => {
  const w = walk({ ...ROUTED, dynamicStableScale: true, steps: [{ setWeight: 20 }, { setWeight: 60 }, { pause: {} }] });
  w.rollOut('v2').run();
  expect(w.sizes()).toBe('v1 4, v2 6');
  w.history.length = 0;
  w.act(abort);
  expect([w.weight, w.sizes()]).toEqual([60, 'v1 8, v2 6']);
  w.available('v1', 2);
  expect(w.weight).toBe(40);
  w.run();
  expect(history(w)).toBe('v1 4→8, weight 40 to v2, v2 6→4, weight 20 to v2, v2 4→2, v1 8→10, weight 0 to v2, v2 2→0');
});

test('promote ends a pause, else skips the step; promote-full skips all that is left', () => {
  const w = walk({
    ...ROUTED,
    steps: [{ setWeight: 20 }, { pause: {} }, { analysis: {} }, { pause: {} }],
  });
  w.rollOut('v2').run();
  w.act((status) => promote(status, w.params.steps));
  expect(w.state.status.stepIndex).toBe(2);
  w.act((status) => promote(status, w.params.steps));
  expect([w.state.status.stepIndex, w.state.status.pause?.reason]).toEqual([3, 'step']);
  w.act(promoteFull).run();
  expect([w.state.status.stable, w.weight, w.size('v2')]).toEqual(['v2', 0, 10]);
});

test('an analysis step goes on when successful, aborts when failed or broken, and waits for a person when inconclusive', () => {
  const steps = [{ setWeight: 20 }, { analysis: {} }];
  const at = () =>
    walk({ ...ROUTED, steps })
      .rollOut('v2')
      .run();
  const run = (phase: 'Running' | 'Successful' | 'Failed' | 'Inconclusive' | 'Error') => ({ stepRun: { phase, says: 'errors' } });
  expect(at().with(run('Running')).state.status.stepIndex).toBe(1);
  expect(at().with(run('Successful')).state.status.stepIndex).toBe(2);
  for (const phase of ['Failed', 'Error'] as const) {
    const { status } = at().with(run(phase)).state;
    expect([status.aborted, status.stepIndex, status.weights?.canary]).toEqual([true, 0, 0]);
  }
  const unsure = at().with(run('Inconclusive'));
  expect([unsure.state.status.pause?.reason, unsure.weight]).toEqual(['inconclusive', 20]);
  unsure.act((status) => promote(status, unsure.params.steps));
  expect(unsure.state.status.stepIndex).toBe(2);
});

test('a background analysis aborts at any step; inconclusive, it starts anew once a person goes on', () => {
  const given = { ...ROUTED, steps: [{ setWeight: 20 }, { pause: '1h' }], analysis: {} };
  const failed = walk(given)
    .rollOut('v2')
    .run()
    .with({ background: { phase: 'Failed', says: 'errors' } });
  expect([failed.state.status.aborted, failed.weight]).toEqual([true, 0]);
  const unsure = walk({ ...given, steps: [{ setWeight: 20 }, { setWeight: 40 }] });
  unsure.rollOut('v2').with({ background: { phase: 'Inconclusive', says: 'errors' } });
  expect(unsure.state.status.pause?.reason).toBe('inconclusive');
  unsure.onPass = () => (unsure.state = { ...unsure.state, background: { phase: 'Running', says: '' } });
  unsure.act((status) => promote(status, unsure.params.steps));
  expect(unsure.history).toContain('analysisRestarted');
});

test('back to the stable revision in mid-rollout: no steps, and it is healthy as soon as its servers are', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 50 }, { pause: {} }] })
    .rollOut('v2')
    .run();
  w.rollOut('v1');
  expect([w.weight, w.state.status.stepIndex, w.state.status.aborted]).toEqual([0, 2, false]);
  expect(routeOf(w.params, 'v1', w.state.status).weights).toEqual({ v1: 1 });
  expect(w.at(MINUTE).sizes()).toBe('v1 10, v2 0');
});

test('back to the stable revision with dynamicStableScale: requests follow the servers that return', () => {
  const w = walk({ ...ROUTED, dynamicStableScale: true, steps: [{ setWeight: 60 }, { pause: {} }] })
    .rollOut('v2')
    .run();
  w.rollOut('v1');
  expect([w.weight, w.sizes()]).toEqual([60, 'v1 10, v2 6']);
  w.available('v1', 3);
  expect(w.weight).toBe(30);
  expect([w.run().weight, w.sizes()]).toEqual([0, 'v1 10, v2 0']);
});

test('a third revision in mid-rollout: the weight goes to 0 before the canary’s requests point to it, and the second goes once the third is ready', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 50 }, { pause: {} }] })
    .rollOut('v2')
    .run();
  w.history.length = 0;
  w.rollOut('v3');
  expect([history(w), w.sizes()]).toEqual(['started, v3 0→0, weight 0 to v3, v3 0→5', 'v1 10, v2 5, v3 5']);
  expect([w.run().weight, w.sizes()]).toEqual([50, 'v1 10, v2 0, v3 5']);
});

test('a rollback within the window skips the steps, and one outside runs them', () => {
  const steps = [{ setWeight: 10 }, { pause: {} }];
  const rollback = (window: number | 'none') => {
    const w = walk({ ...ROUTED, steps, rollbackWindow: window })
      .rollOut('v2')
      .run();
    w.act(promoteFull).run();
    return w.rollOut('v1').run().state.status;
  };
  expect(rollback(1)).toMatchObject({ stable: 'v1', stepIndex: 2 });
  expect(rollback('none')).toMatchObject({ stable: 'v2', stepIndex: 1 });
});

test('a fixed canary scale holds while weights rise: one server for 90 % of requests', () => {
  const steps = [{ setCanaryScale: { replicas: 1 } }, { setWeight: 90 }, { pause: {} }];
  const w = walk({ ...ROUTED, steps })
    .rollOut('v2')
    .run();
  expect([w.weight, w.sizes()]).toEqual([90, 'v1 10, v2 1']);
});

test('header and mirror routes hold until the promotion or an abort', () => {
  const steps = [
    { setCanaryScale: { replicas: 2 } },
    { setHeaderRoute: { name: 'testers', cohort: 'staff' } },
    { setMirrorRoute: { name: 'copy', percentage: '25%' } },
    { pause: {} },
  ];
  const w = walk({ ...ROUTED, steps })
    .rollOut('v2')
    .run();
  expect(routeOf(w.params, 'v2', w.state.status)).toEqual({
    weights: { v1: 1, v2: 0 },
    match: [{ cohort: 'staff', pool: 'v2' }],
    mirror: { pool: 'v2', share: 0.25 },
  });
  expect(routeOf(w.params, 'v2', w.act(abort).state.status)).toMatchObject({ match: [], mirror: null });
});

test('a canary with nobody available gets no requests', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 20 }, { pause: {} }] })
    .rollOut('v2')
    .run();
  expect(w.weight).toBe(20);
  // One of two is enough to keep the weight that was reached.
  expect(w.crash('v2', 1).weight).toBe(20);
  expect(w.crash('v2', 1).weight).toBe(0);
  expect(w.run().weight).toBe(20);
});

test('a pause may be written as a duration, as a mapping, or left open', () => {
  const steps = [{ pause: '90s' }, { pause: { duration: '5m' } }, { pause: {} }, { pause: 'none' }, 'pause'];
  expect(params({ steps }).steps.map((step) => step.params)).toEqual([90 * SECOND, 5 * MINUTE, null, null, null]);
});

test('defaults are those of the controller', () => {
  const quarter: IntOrPercent = { unit: 'percent', value: 25 };
  expect(params({})).toMatchObject({
    steps: [],
    trafficRouting: null,
    maxSurge: quarter,
    maxUnavailable: quarter,
    minPodsPerReplicaSet: 1,
    dynamicStableScale: false,
    scaleDownDelay: null,
    abortScaleDownDelay: null,
    progressDeadline: 10 * MINUTE,
    revisionHistoryLimit: 10,
  });
  expect(params({ trafficRouting: true }).trafficRouting).toEqual({ maxTrafficWeight: 100 });
});

test('what contradicts itself is named at its place', () => {
  const paths = (given: Record<string, unknown>) => conflictsIn(params(given)).map(({ path }) => path);
  expect(paths({ ...ROUTED, steps: [{ setWeight: 50 }] })).toEqual([]);
  expect(paths({ steps: [{ setWeight: 101 }, { setCanaryScale: { replicas: 1 } }] })).toEqual([
    'steps.0.setWeight',
    'steps.1.setCanaryScale',
  ]);
  expect(paths({ dynamicStableScale: true, scaleDownDelay: '10s' })).toEqual([
    'dynamicStableScale',
    'scaleDownDelay',
    'scaleDownDelay',
  ]);
  expect(paths({ maxSurge: 0, maxUnavailable: 0 })).toEqual(['maxUnavailable']);
});

test('the progress deadline runs while servers are waited for, and not in a pause, at an analysis, after an abort or in a delay', () => {
  const runs = (w: Walk) => deadlineRuns(w.params, w.state);
  const w = walk({ ...ROUTED, steps: [{ setWeight: 20 }, { pause: {} }, { analysis: {} }] }).rollOut('v2');
  expect(runs(w)).toBe(true);
  expect(runs(w.run())).toBe(false);
  expect(runs(w.act((status) => promote(status, w.params.steps)))).toBe(false);
  w.with({ stepRun: { phase: 'Successful', says: 'errors' } });
  expect(runs(w)).toBe(true);
  w.run();
  expect([w.state.status.stable, w.sizes(), runs(w)]).toEqual(['v2', 'v1 10, v2 10', false]);
  expect(
    runs(
      walk({ ...ROUTED, steps: [{ setWeight: 20 }] })
        .rollOut('v2')
        .act(abort),
    ),
  ).toBe(false);
});

test('a canary is healthy once the new revision is stable and the old servers are gone', () => {
  const w = walk({ ...ROUTED, steps: [{ setWeight: 20 }] })
    .rollOut('v2')
    .run();
  const healthy = () =>
    isHealthy('v2', w.desired, rolloutStatusOf(w.state, 0), { strategy: 'canary', stepCount: w.params.steps.length });
  expect([w.state.status.stable, healthy()]).toEqual(['v2', false]);
  w.at(31 * SECOND);
  expect(healthy()).toBe(true);
});
