import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build, run, type Trace } from '../../../src/sim/index.ts';

type Source = Parameters<typeof build>[0];
type Metric = Record<string, unknown>;

/** A small canary with an analysis step of these metrics; few requests, so that chance plays its part. */
const play = (metrics: Metric[], errorRate: string, seed: number, more: object = {}): Trace =>
  run(
    build({
      title: 'analysis',
      horizon: '3m',
      fleet: { replicas: 3, boot: '5s', preStop: '1s', grace: '5s' },
      traffic: { rate: '10/s', endpointLag: '1s' },
      revisions: { v1: { errorRate: '4%' }, v2: { errorRate } },
      rollout: { at: '10s', to: 'v2' },
      strategy: { canary: { trafficRouting: true, steps: [{ setWeight: 40 }, { analysis: { metrics } }] } },
      ...more,
    } as unknown as Source),
    { seed },
  );

/** How the analysis came out; null = it had not at the end. */
const verdict = (trace: Trace): string | null => trace.facts.find((fact) => fact.type === 'analysis.ended')?.phase ?? null;
const lastState = (trace: Trace): string => trace.facts.findLast((fact) => fact.type === 'rollout.state')!.state;

const timing = fc.record({
  window: fc.constantFrom('5s', '10s', '30s'),
  interval: fc.constantFrom('5s', '10s'),
  initialDelay: fc.constantFrom('0s', '5s', '10s'),
  count: fc.integer({ min: 4, max: 8 }),
});
const limits = fc.record({
  inconclusiveLimit: fc.nat({ max: 2 }),
  consecutiveErrorLimit: fc.nat({ max: 2 }),
  consecutiveSuccessLimit: fc.constantFrom(0, 0, 2),
});
const rules = fc.constantFrom<Metric>(
  { atMost: '5%' },
  { successCondition: 'result[0] <= 0.03', failureCondition: 'result[0] > 0.12' },
  { metric: 'latency', quantile: '50%', atMost: '45ms' },
  { metric: 'requestRate', atLeast: '4/s' },
);
const argo = fc.tuple(timing, limits, rules).map(([when, most, what]): Metric => ({ ...when, ...most, ...what }));
const compared = fc
  .tuple(
    timing,
    fc.constantFrom<Metric>({ judge: 'kayenta', direction: 'increase', points: 10 }, { judge: 'sequential' }),
    fc.boolean(),
  )
  .map(([{ window, ...when }, judge, isBlind]): Metric => ({
    ...when,
    ...judge,
    ...(judge['judge'] === 'kayenta' ? { window } : {}),
    ...(isBlind ? { population: 'baseline' } : {}),
  }));
const metric = fc.oneof(argo, compared);
const errorRate = fc.constantFrom('0%', '4%', '10%', '40%');
const seed = fc.integer({ min: 1, max: 10_000 });

test('a dry run never changes how an analysis comes out', () => {
  fc.assert(
    fc.property(fc.array(metric, { minLength: 1, maxLength: 2 }), metric, errorRate, seed, (metrics, another, rate, luck) => {
      const without = play(metrics, rate, luck),
        beside = play([{ ...another, name: 'beside', dryRun: true }, ...metrics], rate, luck);
      expect(verdict(beside)).toBe(verdict(without));
      expect(lastState(beside)).toBe(lastState(without));
    }),
    { numRuns: 120, seed: 9 },
  );
});

test('a higher failure limit never makes a successful analysis fail, and a dry run of everything always succeeds', () => {
  fc.assert(
    fc.property(
      metric,
      fc.nat({ max: 1 }),
      fc.integer({ min: 1, max: 2 }),
      errorRate,
      seed,
      (given, failureLimit, more, rate, luck) => {
        const strict = verdict(play([{ ...given, failureLimit }], rate, luck)),
          lenient = verdict(play([{ ...given, failureLimit: failureLimit + more }], rate, luck));
        if (strict === 'Successful') expect(lenient).toBe('Successful');
        if (lenient === 'Failed') expect(strict).toBe('Failed');
        expect(verdict(play([{ ...given, dryRun: true }], rate, luck))).toBe('Successful');
      },
    ),
    { numRuns: 120, seed: 10 },
  );
});

test('whatever an analysis measures, every measurement tells what it saw, in few numbers', () => {
  fc.assert(
    fc.property(fc.array(metric, { minLength: 1, maxLength: 3 }), errorRate, seed, (metrics, rate, luck) => {
      for (const fact of play(metrics, rate, luck).facts) {
        if (fact.type !== 'analysis.measured') continue;
        expect(fact.says).not.toMatch(/NaN|Infinity|undefined|null|^$/);
        expect(fact.failed).toBeLessThanOrEqual(fact.requests);
        for (const { values, baseline } of fact.samples)
          expect(Math.max(values.length, baseline?.length ?? 0)).toBeLessThanOrEqual(40);
        if (fact.phase !== 'Error') expect(fact.value === null ? fact.requests : 0).toBe(0);
      }
    }),
    { numRuns: 60, seed: 11 },
  );
});

/** Shares of runs, one for each seed, in which an analysis of this metric rejects a version. */
function rejected(metric: Metric, rate: string, seeds: number): number {
  const step = { metrics: [{ interval: '5s', initialDelay: '5s', count: 24, ...metric }] };
  const strategy = { canary: { trafficRouting: true, steps: [{ setWeight: 40 }, { analysis: step }] } };
  let count = 0;
  for (let luck = 1; luck <= seeds; luck++) if (verdict(play([], rate, luck, { strategy })) === 'Failed') count++;
  return count / seeds;
}

test('looking 24 times, the sequential test rejects an equal version no oftener than it was allowed to', () => {
  // A limit that is looked at as often rejects nearly every one of the very same releases.
  expect(rejected({ judge: 'sequential', falseAlarms: '10%' }, '4%', 300)).toBeLessThanOrEqual(0.1);
  expect(rejected({ metric: 'errorRate', atMost: '6%', window: '20s' }, '4%', 60)).toBeGreaterThan(0.7);
  expect(rejected({ judge: 'sequential', falseAlarms: '10%' }, '20%', 60)).toBeGreaterThan(0.9);
});
