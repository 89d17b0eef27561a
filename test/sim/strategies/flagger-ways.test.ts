import { describe, expect, test } from 'vitest';
import { checks, play, refusals, routes, states, wantedAtTheEnd } from './flagger-play.ts';

const insiders = { cohorts: { insiders: '20%' } };
const BAD = { errorRate: '40%' };
const hurt = (trace: ReturnType<typeof play>): number => trace.windows.failed.reduce((sum, count) => sum + count, 0);

describe('mirroring', () => {
  test('comes before the first weight, for one tick, and is checked', () => {
    const trace = play({ flagger: { mirror: true, mirrorWeight: 50 } });
    expect(routes(trace).slice(0, 2)).toEqual(['30 primary:1,canary:0 mirror:0.5', '40 primary:0.8,canary:0.2']);
    expect(checks(trace)[0]).toBe('40 request-success-rate Successful');
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 3 });
  });

  test('lets a bad version fail before any user has met it', () => {
    const trace = play({ v2: BAD, flagger: { mirror: true } });
    expect(states(trace).at(-1)).toBe('60 failed');
    expect(hurt(trace)).toBe(0);
  });
});

describe('A/B by rule', () => {
  test('sends those who match to the canary for as many ticks as there are iterations, and then promotes', () => {
    const trace = play({ traffic: insiders, flagger: { iterations: 3, match: [{ cohort: 'insiders' }] } });
    expect(routes(trace)).toEqual(['30 primary:1,canary:0 insiders→canary', '90 primary:1,canary:0']);
    expect(states(trace)).toEqual(['0 initialized', '10 progressing', '60 promoting', '90 finalising', '100 succeeded']);
  });

  test('hurts nobody but them', () => {
    const trace = play({ v2: BAD, traffic: insiders, flagger: { iterations: 3, match: [{ cohort: 'insiders' }] } });
    expect(states(trace).at(-1)).toBe('60 failed');
    const met = trace.attempts.revision.subarray(0, trace.attempts.count).filter((revision) => revision === 1).length;
    expect(met / trace.requests.count).toBeLessThan(0.02);
    expect(hurt(trace)).toBeGreaterThan(20);
  });
});

describe('blue/green', () => {
  test('is tested with copies, then gets everything for one tick, and is promoted', () => {
    const trace = play({ flagger: { iterations: 3, mirror: true } });
    expect(routes(trace)).toEqual(['30 primary:1,canary:0 mirror:1', '60 primary:0,canary:1', '100 primary:1,canary:0']);
    expect(states(trace).slice(2)).toEqual(['70 promoting', '100 finalising', '110 succeeded']);
  });

  test('without copies there is nothing to measure, and that fails a good version', () => {
    expect(states(play({ flagger: { iterations: 3 } })).at(-1)).toBe('60 failed');
  });

  test('on plain Kubernetes no route is ever asked for', () => {
    const trace = play({ flagger: { iterations: 3, provider: 'kubernetes', metrics: [] } });
    expect(routes(trace)).toEqual([]);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 3 });
  });

  test('waits at its gate until a person agrees, checking all the while', () => {
    const trace = play({ flagger: { iterations: 2, confirmPromotion: true, mirror: true }, operator: [{ at: '95s', do: 'promote' }] });
    expect(states(trace)).toContain('50 waitingPromotion');
    expect(checks(trace).length).toBeGreaterThan(5);
    expect(routes(trace).at(-2)).toBe('100 primary:0,canary:1');
    expect(states(trace).at(-1)).toMatch(/ succeeded$/);
    expect(states(play({ flagger: { iterations: 2, confirmPromotion: true, mirror: true } })).at(-1)).toBe('50 waitingPromotion');
  });
});

test('session affinity keeps the canary’s users beyond its weight, and lets them go with the promotion', () => {
  const sticky = { stepWeight: 10, maxWeight: 30, sessionAffinity: { maxAge: '1h' } };
  const onCanary = (trace: ReturnType<typeof play>): number => {
    const { attempts } = trace, asked = [...attempts.sentAt.subarray(0, attempts.count).keys()].filter((row) => attempts.sentAt[row]! >= 40e6 && attempts.sentAt[row]! < 60e6);
    return asked.filter((row) => trace.replicas[attempts.replica[row]!]?.includes('canary')).length / asked.length;
  };
  const few = { users: 50 };
  expect(onCanary(play({ traffic: few, flagger: sticky }))).toBeGreaterThan(1.5 * onCanary(play({ traffic: few, flagger: { stepWeight: 10, maxWeight: 30 } })));
  expect(routes(play({ flagger: sticky })).map((route) => route.includes('sticky:3600'))).toEqual([true, true, true, false]);
});

test('without analysis the primary is updated as soon as the canary is up', () => {
  const trace = play({ v2: BAD, flagger: { skipAnalysis: true } });
  expect([routes(trace), checks(trace)]).toEqual([[], []]);
  expect(states(trace)).toEqual(['0 initialized', '10 progressing', '30 succeeded']);
  expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 3 });
});

test('traffic goes back to the promoted primary step by step, when it is told to', () => {
  expect(routes(play({ flagger: { stepWeightPromotion: 20 } })).slice(3)).toEqual([
    '90 primary:0.6,canary:0.4',
    '100 primary:0.8,canary:0.2',
    '110 primary:1,canary:0',
  ]);
});

test('another revision in the midst of a trial starts it over, with nothing held against it', () => {
  const trace = play({ revisions: { v1: {}, v2: BAD, v3: {} }, operator: [{ at: '45s', do: 'deploy', to: 'v3' }] });
  expect(checks(trace)[0]).toBe('40 request-success-rate Failed');
  expect(routes(trace).slice(0, 3)).toEqual(['30 primary:0.8,canary:0.2', '50 primary:1,canary:0', '80 primary:0.8,canary:0.2']);
  expect(wantedAtTheEnd(trace)).toEqual({ 'primary v3': 3 });
});

test('another revision during the promotion is noticed only after it', () => {
  const trace = play({ revisions: { v1: {}, v2: {}, v3: {} }, operator: [{ at: '80s', do: 'deploy', to: 'v3' }] });
  expect(states(trace).map((line) => line.split(' ')[1])).toEqual([
    'initialized', 'progressing', 'promoting', 'finalising', 'succeeded', 'progressing', 'promoting', 'finalising', 'succeeded',
  ]);
  expect(wantedAtTheEnd(trace)).toEqual({ 'primary v3': 3 });
});

test('no data is a failed check: at next to no traffic a good version is rolled back', () => {
  const trace = play({ traffic: { rate: '0.01/s' } });
  expect(checks(trace).every((check) => check.endsWith('Failed'))).toBe(true);
  expect(states(trace).at(-1)).toBe('60 failed');
});

test('a person rolls back on trial, and is refused once the primary is being updated', () => {
  const early = play({ operator: [{ at: '45s', do: 'abort' }] });
  expect(states(early).at(-1)).toBe('50 failed');
  expect(routes(early).at(-1)).toBe('50 primary:1,canary:0');
  const late = play({ operator: [{ at: '75s', do: 'abort' }] });
  expect(refusals(late)).toHaveLength(1);
  expect(states(late).at(-1)).toMatch(/ succeeded$/);
});

/** Invariant 10, as the trace tells it. */
test('in no run does a weight rise at the instant of a failed check', () => {
  for (const errorRate of ['0%', '8%', '12%', '20%']) {
    const trace = play({ v2: { errorRate }, flagger: { threshold: 4 } });
    const failedAt = new Set(trace.facts.flatMap((fact) => (fact.type === 'analysis.measured' && fact.phase === 'Failed' ? [fact.at] : [])));
    let last = 0;
    for (const fact of trace.facts) {
      if (fact.type !== 'route.asked') continue;
      const weight = fact.route.weights?.['canary'] ?? 0;
      if (weight > last) expect(failedAt.has(fact.at)).toBe(false);
      last = weight;
    }
  }
});
