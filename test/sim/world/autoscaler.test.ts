import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, run } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';
import { recommend } from '../../../src/sim/world/autoscaler/recommend.ts';

const autoscaler = { target: 0.7, min: 1, max: 100 };
const many = (count: number, use: number | null): (number | null)[] => new Array<number | null>(count).fill(use);

describe('what the load asks for', () => {
  test.each([
    ['four servers at 70 % are right', 4, many(4, 0.7), 4],
    ['a tenth more is still right', 4, many(4, 0.77), 4],
    ['a tenth less is still right', 10, many(10, 0.63), 10],
    ['twice the use asks for twice as many', 4, many(4, 1.4), 8],
    ['half the use asks for half as many', 8, many(8, 0.35), 4],
    ['in one go, four more or twice as many', 2, many(2, 7), 6],
    ['no server is ready: it stays as it is', 3, many(3, null), 3],
    ['starting servers count as idle where more would be asked for', 8, [...many(4, 1), ...many(4, null)], 8],
    ['starting servers do not keep it from asking for fewer', 8, [...many(4, 0.35), ...many(4, null)], 2],
  ])('%s', (_, wanted, uses, replicas) => {
    expect(recommend(wanted, uses, autoscaler).replicas).toBe(replicas);
  });

  // argo-rollouts#4607: ten canaries at 109 %, twelve stable servers at 32.3 %: the mean hides the overload.
  test('an overloaded canary is lost in the mean of both versions', () => {
    const { use, ratio, replicas } = recommend(22, [...many(10, 1.09), ...many(12, 0.323)], autoscaler);
    expect(use).toBeCloseTo(0.672, 3);
    expect(ratio).toBeCloseTo(0.96, 2);
    expect(replicas).toBe(22);
  });

  test('stays within its bounds, and asks for more only where use is high, or where a rollout has put up more than are wanted', () => {
    const uses = fc.array(fc.option(fc.double({ min: 0, max: 3, noNaN: true })), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), uses, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 10, max: 40 }), (wanted, given, min, max) => {
        const { replicas, ratio } = recommend(wanted, given, { target: 0.7, min, max });
        expect(replicas).toBeGreaterThanOrEqual(min);
        expect(replicas).toBeLessThanOrEqual(max);
        if (replicas > Math.max(wanted, min) && given.length <= wanted) expect(ratio).toBeGreaterThan(1);
      }),
    );
  });
});

test('bounds that leave no number are told at their place', () => {
  const source = { title: 'none', fleet: { autoscaler: { min: 5, max: 3 } } };
  expect(() => build(source)).toThrow('fleet.autoscaler.max: is 3, less than the 5 of fleet.autoscaler.min. Write 5 or more.');
});

describe('in a run', () => {
  type Strategy = NonNullable<Parameters<typeof build>[0]['strategy']>;
  const play = (traffic: object, strategy: Strategy, horizon = '6m') =>
    run(
      build({
        title: 'autoscaled',
        horizon,
        fleet: { replicas: 4, concurrency: 2, boot: '5s', pull: '1s', autoscaler: { target: '60%', min: 2, max: 12 } },
        traffic: { ...traffic },
        revisions: { v1: { latency: '100ms' }, v2: { latency: '100ms' } },
        rollout: { at: '2m', to: 'v2' },
        strategy,
      }),
    );
  const asked = (trace: ReturnType<typeof play>): string[] =>
    trace.facts.flatMap((fact) => (fact.type === 'autoscaler.scaled' ? [`${Math.round(fact.at / SECOND)} ${fact.from}→${fact.to}`] : []));

  test('servers that are 90 % busy get company until they are 60 % busy', () => {
    const trace = play({ rate: '72/s' }, 'rolling');
    expect(asked(trace)[0]).toMatch(/^15 4→[67]$/);
    const last = trace.facts.findLast((fact) => fact.type === 'replicaset.scaled' && fact.revision === 'v1');
    expect(last).toMatchObject({ to: 0 });
    expect(trace.facts.filter((fact) => fact.type === 'replicaset.scaled' && fact.cause !== null && trace.facts[fact.cause]!.type === 'autoscaler.scaled').length).toBeGreaterThan(0);
  });

  test('fewer are asked for only after five minutes without need for more', () => {
    const [first, ...more] = asked(play({ rate: '24/s' }, 'rolling', '7m'));
    expect(first).toMatch(/^3\d\d 4→[23]$/);
    expect(more.length).toBeLessThan(3);
  });

  test('blue-green reports the active environment alone, a canary both versions', () => {
    const swelling = { rate: '48/s', curve: { amplitude: '60%', period: '8m', peak: '5m' } };
    const excess = (strategy: Strategy): number[] =>
      play(swelling, strategy).facts.flatMap((fact) =>
        fact.type === 'autoscaler.scaled' && fact.at > 150 * SECOND
          ? [Number(fact.why.inputs.find(({ name }) => name.startsWith('servers counted'))!.value) - fact.from]
          : [],
      );
    const blueGreen = excess({ 'blue-green': { autoPromotion: false } }),
      canary = excess({ canary: { trafficRouting: true, steps: [{ setWeight: 50 }, { pause: {} }] } });
    expect(blueGreen.length).toBeGreaterThan(0);
    expect(Math.max(...blueGreen)).toBeLessThanOrEqual(0);
    expect(Math.max(...canary)).toBeGreaterThan(0);
  });
});
