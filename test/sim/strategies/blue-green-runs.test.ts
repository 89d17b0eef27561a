import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build, run, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';
import { machine } from '../../../src/sim/strategies/blue-green/machine.ts';
import { leavesOf } from './graph.ts';

type Source = Parameters<typeof build>[0];
const play = (changes: Record<string, unknown> = {}, seed = 1): Trace =>
  run(
    build({
      title: 'blue-green',
      horizon: '6m',
      fleet: { replicas: 3, grace: '5s', preStop: '2s' },
      traffic: { rate: '20/s', endpointLag: '1s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      strategy: 'blue-green',
      ...changes,
    } as unknown as Source),
    { seed },
  );
const blueGreen = (params: Record<string, unknown>) => ({ strategy: { 'blue-green': params } });
const BAD = { revisions: { v1: {}, v2: { errorRate: '30%' } } };

const states = (trace: Trace): string[] => trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact.state] : []));

/** Where users were sent, with the servers of each revision that were available when it was asked for. */
function switches(trace: Trace): { to: string; at: number; available: number }[] {
  const available = new Map<string, string>(),
    found: { to: string; at: number; available: number }[] = [];
  let active = 'v1';
  for (const fact of trace.facts) {
    if ('detail' in fact && 'replica' in fact) available.set(fact.replica, fact.type);
    if (fact.type !== 'route.asked') continue;
    const [to] = Object.keys(fact.route.weights ?? {});
    if (to === undefined || to === active) continue;
    active = to;
    const whole = [...available].filter(([name, state]) => name.startsWith(`${to}-`) && state === 'replica.available').length;
    found.push({ to, at: Math.round(fact.at / SECOND), available: whole });
  }
  return found;
}

/** The wanted sizes at the end. */
function sizes(trace: Trace): Record<string, number> {
  const wanted: Record<string, number> = {};
  for (const fact of trace.facts) if (fact.type === 'replicaset.scaled') wanted[fact.revision] = fact.to;
  return wanted;
}

/** Seconds from the undo until routers send everybody to v1. */
function wayBack(trace: Trace): number {
  const undo = trace.facts.find((fact) => fact.type === 'operator.acted')!.at;
  const back = trace.facts.find(
    (fact) => fact.type === 'route.effective' && fact.at >= undo && fact.route.weights?.['v1'] === 1,
  )!.at;
  return (back - undo) / SECOND;
}

test('a good version: one switch, to a whole environment, and the old one goes half a minute later', () => {
  const trace = play();
  expect(states(trace)).toEqual(['idle', 'rollingOut.preparing', 'rollingOut.standingBy', 'complete']);
  expect(switches(trace)).toEqual([{ to: 'v2', at: expect.any(Number), available: 3 }]);
  expect(sizes(trace)).toEqual({ v1: 0, v2: 3 });
});

test('with manual promotion it waits for a person, who promotes it', () => {
  const trace = play({ ...blueGreen({ autoPromotion: false }), operator: [{ at: '2m', do: 'promote' }] });
  expect(states(trace)).toEqual([
    'idle',
    'rollingOut.preparing',
    'rollingOut.awaitingPromotion',
    'rollingOut.standingBy',
    'complete',
  ]);
  expect(switches(trace)).toEqual([{ to: 'v2', at: 120, available: 3 }]);
});

const metric = { metrics: [{ metric: 'successRate', atLeast: '95%', window: '10s', initialDelay: '10s', interval: '5s', count: 2 }] };

test('copies of requests find the bug before the switch: aborted, and no user was ever sent there', () => {
  const trace = play({ ...BAD, ...blueGreen({ previewTraffic: '50%', prePromotionAnalysis: metric }) });
  expect(states(trace)).toEqual(['idle', 'rollingOut.preparing', 'rollingOut.testingPreview', 'aborting', 'aborted']);
  expect(switches(trace)).toEqual([]);
  expect(sizes(trace)).toEqual({ v1: 3, v2: 0 });
});

test('a good version passes the analysis before the switch and the one after it', () => {
  const trace = play(blueGreen({ previewTraffic: '50%', prePromotionAnalysis: metric, postPromotionAnalysis: metric }));
  expect(states(trace)).toEqual([
    'idle',
    'rollingOut.preparing',
    'rollingOut.testingPreview',
    'rollingOut.verifying',
    'rollingOut.standingBy',
    'complete',
  ]);
});

test('an analysis after the switch sends users back by itself', () => {
  const trace = play({ ...BAD, ...blueGreen({ postPromotionAnalysis: metric }) });
  expect(states(trace)).toEqual(['idle', 'rollingOut.preparing', 'rollingOut.verifying', 'aborting', 'aborted']);
  expect(switches(trace).map(({ to }) => to)).toEqual(['v2', 'v1']);
  expect(sizes(trace)).toEqual({ v1: 3, v2: 0 });
});

test('without traffic on the preview there is nothing to measure, and that aborts a good version', () => {
  expect(states(play(blueGreen({ prePromotionAnalysis: metric }))).at(-1)).toBe('aborted');
});

test('an undo while the old environment stands by takes as long as the routers; afterwards, as long as a rollout', () => {
  const undo = { operator: [{ at: '150s', do: 'undo' }] };
  const early = play({ ...BAD, ...blueGreen({ scaleDownDelay: '5m' }), ...undo }),
    late = play({ ...BAD, ...blueGreen({ scaleDownDelay: '10s' }), ...undo });
  expect(wayBack(early)).toBe(1);
  expect(wayBack(late)).toBeGreaterThan(8);
  expect(states(early).slice(-2)).toEqual(['rollingOut.standingBy', 'rollingBack.standingBy']);
  expect(states(late).slice(-3)).toEqual(['rollingBack.preparing', 'rollingBack.standingBy', 'restored']);
});

test('an abort, and a retry that gets through', () => {
  const trace = play({
    ...blueGreen({ autoPromotion: false }),
    operator: [
      { at: '90s', do: 'abort' },
      { at: '150s', do: 'retry' },
      { at: '220s', do: 'promoteFull' },
    ],
  });
  expect(states(trace)).toEqual([
    'idle',
    'rollingOut.preparing',
    'rollingOut.awaitingPromotion',
    'aborting',
    'aborted',
    'rollingOut.preparing',
    'rollingOut.awaitingPromotion',
    'rollingOut.standingBy',
    'complete',
  ]);
});

test('a version that never gets ready is overdue, or aborted where the deadline says so', () => {
  const never = { faults: [{ kind: 'readinessNeverPasses', at: '0s', for: '6m', revision: 'v2' }] };
  expect(states(play({ ...never, ...blueGreen({ progressDeadline: '2m' }) })).at(-1)).toBe('rollingOut.overdue');
  expect(states(play({ ...never, ...blueGreen({ progressDeadline: '2m', progressDeadlineAbort: true }) })).at(-1)).toBe(
    'aborted',
  );
});

test('by DNS, users follow one by one until the old answer has run out', () => {
  const trace = play(blueGreen({ dnsTtl: '30s', scaleDownDelay: '1m' }));
  const asked = trace.facts.findLast((fact) => fact.type === 'route.asked')!;
  expect(asked.route).toEqual({ weights: { v2: 1 }, spread: 30 * SECOND });
});

const way = fc.record({
  autoPromotion: fc.boolean(),
  scaleDownDelay: fc.constantFrom('0s', '10s', '2m'),
  post: fc.boolean(),
  preview: fc.constantFrom(null, 1),
});

test('an undo at any instant ends with v1 serving all, and no switch ever goes to a part of an environment', () => {
  fc.assert(
    fc.property(way, fc.integer({ min: 31, max: 240 }), fc.integer({ min: 1, max: 99 }), (knobs, at, seed) => {
      const { autoPromotion, scaleDownDelay, post, preview } = knobs;
      const trace = play(
        {
          horizon: '12m',
          traffic: { rate: '5/s', endpointLag: '1s' },
          ...blueGreen({
            autoPromotion,
            scaleDownDelay,
            ...(preview === null ? {} : { previewReplicas: preview }),
            ...(post ? { postPromotionAnalysis: metric } : {}),
          }),
          operator: [
            { at: '60s', do: 'promote' },
            { at: `${at}s`, do: 'undo' },
            { at: '5m', do: 'promote' },
          ],
        },
        seed,
      );
      expect(states(trace).at(-1)).toBe('restored');
      expect(sizes(trace)).toEqual({ v1: 3, v2: 0 });
      for (const { available } of switches(trace)) expect(available).toBe(3);
    }),
    { numRuns: 60, seed: 3 },
  );
});

test('whatever people do and whenever: it never switches to a part of an environment, and resumed and undone it ends on one version', () => {
  const at = fc.integer({ min: 20, max: 200 }).map((second) => `${second}s`);
  const act = fc.oneof(
    fc.record({ at, do: fc.constantFrom('undo', 'pause', 'resume', 'promote', 'promoteFull', 'abort', 'retry') }),
    fc.record({ at, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
  );
  fc.assert(
    fc.property(way, fc.array(act, { maxLength: 6 }), fc.integer({ min: 1, max: 99 }), (knobs, operator, seed) => {
      const trace = play(
        {
          horizon: '15m',
          traffic: { rate: '2/s', endpointLag: '1s' },
          revisions: { v1: {}, v2: {}, v3: {} },
          ...blueGreen({ autoPromotion: knobs.autoPromotion, scaleDownDelay: knobs.scaleDownDelay }),
          operator: [
            ...operator,
            { at: '300s', do: 'resume' },
            { at: '301s', do: 'deploy', to: 'v1' },
            { at: '420s', do: 'promote' },
          ],
        },
        seed,
      );
      for (const { available } of switches(trace)) expect(available).toBe(3);
      const end = sizes(trace);
      expect(Object.values(end).filter((size) => size > 0)).toEqual([3]);
      expect(states(trace).at(-1)).toMatch(/^(restored|complete|aborted|idle)$/);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('says in one sentence what each state means', () => {
  const sentences = Object.values(machine.states).flatMap((state) => [
    state.description,
    ...Object.values(state.states).map((inner) => inner.description),
  ]);
  expect(leavesOf(machine)).toHaveLength(21);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
