import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/sim/kernel/index.ts';
import { looksOf, alongOf } from '../../../src/sim/strategies/baseline/measure.ts';
import type { Params } from '../../../src/sim/strategies/baseline/params.ts';
import { reconcile } from '../../../src/sim/strategies/baseline/reconcile.ts';
import { productionAlone, withPair } from '../../../src/sim/strategies/baseline/routing.ts';
import type { Phase, Scene } from '../../../src/sim/strategies/baseline/scene.ts';
import { intervalsOf, verdictOf, windowAt } from '../../../src/sim/strategies/baseline/schedule.ts';
import { PAIR, sizeOf } from '../../../src/sim/strategies/baseline/sets.ts';
import { conflictsIn } from '../../../src/sim/strategies/baseline/validate.ts';
import type { ReplicaSetView } from '../../../src/sim/strategies/index.ts';
import type { AnalysisPhase } from '../../../src/sim/trace/route.ts';
import { paramsOf } from './fake-fleet.ts';

const params = (written: Record<string, unknown> = {}): Params => paramsOf('baseline', written) as Params;

const set = (environment: string, revision: string, spec: number, available = spec): ReplicaSetView => ({
  revision,
  environment,
  createdOrder: 0,
  spec,
  replicas: spec,
  ready: available,
  available,
  terminating: 0,
});

/** A service of ten with v2 on trial, two servers on each side. */
const scene = (
  phase: Phase,
  pair: { baseline: [number, number]; canary: [number, number] },
  changes: Partial<Scene> = {},
): Scene => ({
  params: params({ weight: '10%', size: 2 }),
  now: 100 * SECOND,
  phase,
  desired: 10,
  stable: 'v1',
  trial: 'v2',
  production: 'v1',
  size: 2,
  dueAt: null,
  because: 'v2 has passed the comparison',
  sets: [set('production', 'v1', 10), set('baseline', 'v1', ...pair.baseline), set('canary', 'v2', ...pair.canary)],
  route: productionAlone(),
  isFollowed: true,
  ...changes,
});
const UP = { baseline: [2, 2], canary: [2, 2] } as { baseline: [number, number]; canary: [number, number] };
const GONE = { baseline: [0, 0], canary: [0, 0] } as typeof UP;

const resizes = (at: Scene): string[] =>
  reconcile(at).resizes.map(
    ({ set: name, from, to }) => `${typeof name === 'string' ? name : `${name.environment} ${name.revision}`} ${from}→${to}`,
  );
const weights = (at: Scene) => reconcile(at).route?.route.weights;

describe('the pair', () => {
  test('starts in one pass, as many servers on each side, and the baseline runs what production runs', () => {
    expect(resizes(scene('preparing', GONE))).toEqual(['baseline v1 0→2', 'canary v2 0→2']);
  });

  test('gets no requests before the last server of both sides is up', () => {
    expect(weights(scene('preparing', { baseline: [2, 2], canary: [2, 1] }))).toBeUndefined();
    expect(weights(scene('preparing', UP))).toEqual({ production: 0.8, baseline: 0.1, canary: 0.1 });
  });

  test.each(['preparing', 'warmingUp', 'comparing'] as const)(
    'loses its share while %s once a side has nobody left, both sides at once',
    (phase) => {
      const open = { route: withPair(0.1) };
      expect(weights(scene(phase, { baseline: [2, 0], canary: [2, 2] }, open))).toEqual({ production: 1 });
      expect(weights(scene(phase, { baseline: [2, 1], canary: [2, 2] }, open))).toBeUndefined();
      expect(weights(scene('comparing', UP))).toEqual({ production: 0.8, baseline: 0.1, canary: 0.1 });
    },
  );

  test.each(['cleaningUp', 'removing'] as const)(
    'while %s: requests first, then routers, then its time, and only then its servers',
    (phase) => {
      const dueAt = 100 * SECOND;
      const closing = scene(phase, UP, { route: withPair(0.1), dueAt });
      expect([weights(closing), resizes(closing)]).toEqual([{ production: 1 }, []]);
      expect(resizes(scene(phase, UP, { isFollowed: false, dueAt }))).toEqual([]);
      expect(resizes(scene(phase, UP, { now: dueAt - 1, dueAt }))).toEqual([]);
      expect(resizes(scene(phase, UP, { dueAt }))).toEqual(['baseline v1 2→0', 'canary v2 2→0']);
    },
  );

  test('takes no notice of what production does, and production none of it', () => {
    expect(resizes(scene('comparing', UP, { desired: 12 }))).toEqual(['production v1 10→12']);
    expect(resizes(scene('promoting', GONE, { production: 'v2' }))).toEqual(['production v2 0→3', 'production v1 10→8']);
  });

  test('whatever the fleet looks like, both sides are wanted equal, and none has a weight without an available server', () => {
    const phases = [
      'preparing',
      'warmingUp',
      'comparing',
      'cleaningUp',
      'waitingForPromotion',
      'promoting',
      'removing',
      'undoing',
      'atRest',
    ] as const;
    const side = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
      .map(([a, b]): [number, number] => [Math.max(a, b), Math.min(a, b)]);
    fc.assert(
      fc.property(
        fc.constantFrom(...phases),
        fc.integer({ min: 0, max: 4 }),
        side,
        side,
        fc.boolean(),
        fc.boolean(),
        (phase, spec, [, baseline], [, canary], isOpen, isFollowed) => {
          const given = { baseline: [spec, Math.min(spec, baseline)], canary: [spec, Math.min(spec, canary)] } as typeof UP;
          const at = scene(phase, given, { isFollowed, route: isOpen ? withPair(0.1) : productionAlone(), dueAt: 0 });
          const pass = reconcile(at),
            route = pass.route?.route ?? at.route;
          const wanted = PAIR.map(
            (name) => pass.resizes.find(({ set: its }) => typeof its !== 'string' && its.environment === name)?.to ?? spec,
          );
          expect(wanted[0]).toBe(wanted[1]);
          expect(route.weights?.['canary']).toBe(route.weights?.['baseline']);
          if ((route.weights?.['canary'] ?? 0) > 0) expect(Math.min(given.baseline[1], given.canary[1])).toBeGreaterThan(0);
          // Who still gets requests is not taken away.
          if (wanted[0] === 0 && spec > 0) expect(route.weights?.['canary'] ?? 0).toBe(0);
        },
      ),
    );
  });
});

describe('its size', () => {
  test.each([
    [{ unit: 'count', value: 3 }, 10, 3],
    [{ unit: 'percent', value: 10 }, 10, 1],
    [{ unit: 'percent', value: 10 }, 11, 2],
    [{ unit: 'percent', value: 10 }, 0, 1],
  ] as const)('%j of %i servers is %i', (size, desired, expected) => expect(sizeOf(size, desired)).toBe(expected));
});

describe('the intervals', () => {
  test.each([
    ['5m', '1m', 5],
    ['5m', '2m', 2],
    ['1m', '5m', 1],
  ])('a comparison of %s with an interval of %s is judged %i times', (lifetime, interval, count) =>
    expect(intervalsOf(params({ lifetime, interval }))).toBe(count),
  );

  test('a judgement looks back to the beginning, or as far as it is told', () => {
    expect(windowAt(params(), 60 * SECOND, 4 * MINUTE)).toBe(3 * MINUTE);
    expect(windowAt(params({ lookback: '30s' }), 60 * SECOND, 4 * MINUTE)).toBe(30 * SECOND);
  });

  const cases: [AnalysisPhase[], string][] = [
    [[], 'goesOn'],
    [['Inconclusive'], 'goesOn'],
    [['Inconclusive', 'Successful'], 'goesOn'],
    [['Failed'], 'failed'],
    [['Successful', 'Error'], 'failed'],
    [['Inconclusive', 'Inconclusive', 'Successful'], 'passed'],
    [['Successful', 'Successful', 'Inconclusive'], 'failed'],
  ];
  test.each(cases)('of three, %j is: %s', (results, verdict) => expect(verdictOf(results, 3)).toBe(verdict));
});

describe('what contradicts itself', () => {
  const complaints = (metrics: object[]) =>
    conflictsIn(params({ analysis: { metrics } })).map(({ path, message }) => `${path} ${message}`);
  test.each([
    [[], 'analysis.metrics needs at least one metric, or nothing would be compared'],
    [[{ name: 'a' }, { name: 'a', metric: 'latency' }], 'analysis.metrics.1.name is a, as metric 1 is called'],
    [[{ pass: 80, marginal: 90 }], 'analysis.metrics.0.marginal is 90, above pass, which is 80'],
    [[{ judge: 'argo', successCondition: 'result[' }], 'analysis.metrics.0.successCondition cannot be read'],
  ])('%j', (metrics, expected) => expect(complaints(metrics)[0]).toContain(expected));

  test('nothing, in what stands there by itself', () => expect(conflictsIn(params())).toEqual([]));
});

describe('what is measured', () => {
  test('compares with the fresh baseline unless production is asked for, over the pipeline’s own window', () => {
    const compared = (written: object) =>
      looksOf(params({ analysis: { metrics: [written] } }), 90 * SECOND).map(({ question }) => [
        question.population,
        question.baseline,
        question.window,
      ]);
    expect(compared({ metric: 'latency' })).toEqual([['canary', 'baseline', 90 * SECOND]]);
    expect(compared({ metric: 'latency', comparedWith: 'stable' })).toEqual([['canary', 'production', 90 * SECOND]]);
    expect(compared({ judge: 'argo', metric: 'errorRate', population: 'all', atMost: '1%' })).toEqual([
      [null, null, 90 * SECOND],
    ]);
  });

  test('a sequential test runs beside the judgements, for its evidence has to add up; both keep their names', () => {
    const both = params({ interval: '20s', analysis: { metrics: [{ metric: 'errorRate' }, { judge: 'sequential' }] } });
    expect(looksOf(both, MINUTE).map(({ name, count }) => [name, count])).toEqual([['errorRate', 1]]);
    expect(alongOf(both).map(({ name, count, interval }) => [name, count, interval])).toEqual([
      ['errorRate-2', null, 20 * SECOND],
    ]);
  });
});
