import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, run, type Trace } from '../../../src/sim/index.ts';
import { play, refusals, routes, states, wantedAtTheEnd } from './flagger-play.ts';

const scenarioIn = (folder: string): Trace => run(parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8')).scenario);

/** Where requests went in the end, by the last route asked for. */
const lastRoute = (trace: Trace) => trace.facts.findLast((fact) => fact.type === 'route.asked')?.route.weights ?? null;

describe('the scenarios', () => {
  test('a good release: ten percent more with every tick, then the primary is on v2 and the canary at zero', () => {
    const trace = scenarioIn('20-flagger-promotion');
    expect(states(trace)).toEqual(['0 initialized', '30 progressing', '150 promoting', '190 finalising', '210 succeeded']);
    expect(routes(trace)).toEqual([
      '50 primary:0.9,canary:0.1',
      '70 primary:0.8,canary:0.2',
      '90 primary:0.7,canary:0.3',
      '110 primary:0.6,canary:0.4',
      '130 primary:0.5,canary:0.5',
      '190 primary:1,canary:0',
    ]);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 4 });
  });

  test('a bad release: three failed checks, a rollback one tick later, and few users hurt', () => {
    const trace = scenarioIn('21-flagger-rollback');
    expect(states(trace)).toEqual(['0 initialized', '30 progressing', '130 failed']);
    expect(routes(trace)).toEqual(['50 primary:0.9,canary:0.1', '130 primary:1,canary:0']);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v1': 4 });
    const failed = trace.windows.failed.reduce((sum, count) => sum + count, 0);
    const served = trace.windows.served.reduce((sum, count) => sum + count, 0);
    expect(failed).toBeGreaterThan(10);
    expect(failed / (served + failed)).toBeLessThan(0.005);
  });
});

describe('people', () => {
  test('an undo on trial is seen by the next tick, and v2 stays failed', () => {
    const trace = play({ operator: [{ at: '35s', do: 'undo' }, { at: '100s', do: 'undo' }, { at: '110s', do: 'deploy', to: 'v2' }] });
    expect(states(trace).slice(-2)).toEqual(['10 progressing', '40 failed']);
    expect(refusals(trace)).toEqual([
      'undo: the primary serves v1, as before',
      'deploy v2: v2 has failed, and is not tried again until another revision comes',
    ]);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v1': 3 });
  });

  test('an undo after success is a release of its own, with v1 on trial', () => {
    const trace = play({ operator: [{ at: '250s', do: 'undo' }] });
    expect(states(trace).filter((line) => /progressing|succeeded/.test(line))).toEqual([
      '10 progressing',
      expect.stringMatching(/succeeded/),
      '250 progressing',
      expect.stringMatching(/succeeded/),
    ]);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v1': 3 });
  });

  test('gates wait for a person, and there is no pause', () => {
    const trace = play({
      flagger: { confirmRollout: true, confirmPromotion: true },
      operator: [
        { at: '55s', do: 'promote' },
        { at: '56s', do: 'pause' },
        { at: '205s', do: 'promote' },
      ],
    });
    expect(states(trace)).toEqual([
      '0 initialized',
      '10 waiting',
      '60 progressing',
      expect.stringMatching(/waitingPromotion/),
      '210 promoting',
      expect.stringMatching(/finalising/),
      expect.stringMatching(/succeeded/),
    ]);
    expect(refusals(trace)).toEqual(['pause: Flagger has no pause: it goes on with every tick, or rolls back']);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 3 });
  });

  test('scaling reaches the primary, and the canary while it is on trial', () => {
    const trace = play({ operator: [{ at: '45s', do: 'scale', replicas: 5 }] });
    expect(trace.facts.some((f) => f.type === 'replicaset.scaled' && f.environment === 'canary' && f.to === 5)).toBe(true);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 5 });
  });
});

test('a canary that never becomes ready is rolled back once the progress deadline is over', () => {
  const trace = play({ v2: { boot: '30m' }, flagger: { progressDeadline: '60s' } });
  expect(states(trace)).toEqual(['0 initialized', '10 progressing', '80 failed']);
  expect(wantedAtTheEnd(trace)).toEqual({ 'primary v1': 3 });
});

test('an undo at any instant ends with v1 in service, alone and at full size, good release or bad', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 11, max: 300 }),
      fc.constantFrom('0%', '30%'),
      fc.integer({ min: 1, max: 100 }),
      (at, errorRate, seed) => {
        const trace = play({ v2: { errorRate }, operator: [{ at: `${at}s`, do: 'undo' }], horizon: '12m' }, seed);
        expect(wantedAtTheEnd(trace)).toEqual({ 'primary v1': 3 });
        expect(lastRoute(trace)?.['canary'] ?? 0).toBe(0);
        expect(states(trace).at(-1)).toMatch(/failed|succeeded/);
      },
    ),
    { numRuns: 40 },
  );
});
