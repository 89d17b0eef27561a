import { describe, expect, test } from 'vitest';
import { build, run, type FactOf, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

type Source = Parameters<typeof build>[0];
const play = (source: object, seed = 1): Trace =>
  run(
    build({
      title: 'analysis',
      horizon: '6m',
      fleet: { replicas: 4, boot: '5s', preStop: '2s', grace: '5s' },
      traffic: { rate: '60/s', endpointLag: '1s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      ...source,
    } as unknown as Source),
    { seed },
  );

const states = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact.state.replace('rollingOut.', '')] : []));
const measured = (trace: Trace): FactOf<'analysis.measured'>[] => trace.facts.filter((fact) => fact.type === 'analysis.measured');
const ended = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'analysis.ended' ? [`${fact.run} ${fact.phase}`] : []));
const reasons = (trace: Trace): string[] => trace.facts.flatMap((fact) => (fact.type === 'analysis.ended' ? [fact.reason] : []));

/** Fails above 30 %, succeeds up to 2 %; 10 % of errors are in between. */
const BETWEEN = {
  successCondition: 'result[0] <= 0.02',
  failureCondition: 'result[0] > 0.3',
  window: '10s',
  initialDelay: '10s',
  interval: '5s',
  count: 3,
};
const failing = (errorRate: string) => ({ revisions: { v1: {}, v2: { errorRate } } });

/** The four ways in which a measurement can come out. */
const OUTCOMES = [
  ['Successful', '0%', 'v2'],
  ['Failed', '60%', 'v2'],
  ['Inconclusive', '10%', 'v2'],
] as const;

describe('a canary', () => {
  const canary = (analysis: object, more: object = {}) => ({
    strategy: { canary: { trafficRouting: true, steps: [{ setWeight: 50 }, { analysis }, { pause: '10s' }], ...more } },
  });

  test.each(OUTCOMES)('step: %s', (phase, errorRate) => {
    const trace = play({ ...canary({ metrics: [BETWEEN] }), ...failing(errorRate) });
    expect(ended(trace)).toEqual([`v2.1 step 2 ${phase}`]);
    expect(states(trace).at(-1)).toBe({ Successful: 'complete', Failed: 'aborted.degraded', Inconclusive: 'paused' }[phase]);
  });

  test('a step that finds nothing to measure tries again every ten seconds, and aborts after the fifth time', () => {
    const trace = play(canary({ metrics: [{ ...BETWEEN, population: 'baseline' }] }));
    const at = measured(trace).map((fact) => Math.round((fact.at - measured(trace)[0]!.at) / SECOND));
    expect(at).toEqual([0, 10, 20, 30, 40]);
    expect(new Set(measured(trace).map(({ phase, says }) => `${phase}: ${says}`))).toEqual(
      new Set(['Error: there was no request to baseline in the last 10 s, so there is nothing to judge']),
    );
    expect(reasons(trace)).toEqual(['5 measurements of errorRate found nothing to judge, one after the other, and 4 may']);
    expect(states(trace).at(-1)).toBe('aborted.degraded');
  });

  test('an inconclusive step waits for a person; a promotion judges in its place and goes on', () => {
    const source = { ...canary({ metrics: [BETWEEN] }), ...failing('10%') };
    const trace = play({ ...source, operator: [{ at: '2m', do: 'promote' }] });
    expect(states(trace).slice(1)).toEqual(['progressing', 'analysing', 'paused', 'progressing', 'complete']);
    const aborted = play({ ...source, operator: [{ at: '2m', do: 'abort' }] });
    expect(states(aborted).at(-1)).toBe('aborted.degraded');
  });

  test('an inconclusive background analysis starts afresh when a person goes on, and may be inconclusive again', () => {
    const background = {
      strategy: {
        canary: {
          trafficRouting: true,
          steps: [{ setWeight: 50 }, { pause: '1m' }, { pause: '1m' }],
          analysis: { startingStep: 1, metrics: [BETWEEN] },
        },
      },
    };
    const trace = play({ ...background, ...failing('10%'), operator: [{ at: '2m', do: 'promote' }] });
    expect(ended(trace)).toEqual(['v2.1 background Inconclusive', 'v2.2 background Inconclusive']);
    expect(states(trace).at(-1)).toBe('paused');
  });

  test('a limit forgives: inconclusiveLimit 3 lets three undecided measurements pass', () => {
    const trace = play({ ...canary({ metrics: [{ ...BETWEEN, inconclusiveLimit: 3 }] }), ...failing('10%') });
    expect(measured(trace).map(({ phase }) => phase)).toEqual(['Inconclusive', 'Inconclusive', 'Inconclusive']);
    expect(states(trace).at(-1)).toBe('complete');
  });

  test('several metrics: the first that fails ends the others', () => {
    const metrics = [
      { metric: 'latency', atMost: '2s', window: '10s', initialDelay: '10s', interval: '5s', count: 20 },
      { ...BETWEEN, initialDelay: '20s' },
    ];
    const trace = play({ ...canary({ metrics }), ...failing('60%') });
    expect(ended(trace)).toEqual(['v2.1 step 2 Failed']);
    expect(reasons(trace)).toEqual(['1 measurement of errorRate failed']);
    expect(measured(trace).map(({ metric, phase }) => `${metric} ${phase}`)).toEqual([
      'latency Successful',
      'latency Successful',
      'latency Successful',
      'errorRate Failed',
    ]);
  });

  test('a dry run is shown, and counts for nothing', () => {
    const metrics = [
      { metric: 'requestRate', atLeast: '1/s', initialDelay: '5s', interval: '5s', count: 4 },
      { ...BETWEEN, dryRun: true },
    ];
    const trace = play({ ...canary({ metrics }), ...failing('60%') });
    expect(
      measured(trace)
        .filter(({ dryRun }) => dryRun)
        .map(({ phase }) => phase),
    ).toEqual(['Failed']);
    expect(states(trace).at(-1)).toBe('complete');
  });

  test('measuring the wrong population sees nothing of a bad version', () => {
    const of = (population: string) =>
      states(play({ ...canary({ metrics: [{ ...BETWEEN, population }] }), ...failing('60%') })).at(-1);
    expect(['canary', 'stable'].map(of)).toEqual(['aborted.degraded', 'complete']);
  });
});

describe('judges that compare', () => {
  const canary = (metric: object) => ({
    strategy: {
      canary: {
        trafficRouting: true,
        steps: [{ setWeight: 30 }, { pause: '90s' }],
        analysis: { startingStep: 1, metrics: [{ initialDelay: '30s', ...metric }] },
      },
    },
  });
  const kayenta = canary({
    judge: 'kayenta',
    direction: 'increase',
    interval: '15s',
    also: [{ metric: 'latency', direction: 'increase' }],
  });
  const sequential = canary({ judge: 'sequential' });

  test.each([
    ['Kayenta', kayenta],
    ['the sequential test', sequential],
  ])('%s lets an equal version pass and aborts a bad one', (_, strategy) => {
    expect(states(play(strategy)).at(-1)).toBe('complete');
    const bad = play({ ...strategy, ...failing('15%') });
    expect(states(bad).at(-1)).toBe('aborted.degraded');
    expect(measured(bad).at(-1)).toMatchObject({ phase: 'Failed', population: 'v2', baseline: { population: 'v1' } });
  });

  test('a measurement of Kayenta’s shows both sides and the score; one of the sequential test what it has counted so far', () => {
    const scored = measured(play(kayenta))[0]!;
    expect(scored).toMatchObject({
      judge: 'kayenta',
      unit: 'score',
      value: 100,
      limits: { atLeast: 95, failsBelow: 75 },
      window: 30 * SECOND,
    });
    expect(scored.samples.map(({ name, values, baseline }) => [name, values.length, baseline?.length])).toEqual([
      ['error rate', 20, 20],
      ['latency p99', 20, 20],
    ]);
    const looks = measured(play(sequential));
    expect(looks.at(-1)).toMatchObject({ judge: 'sequential', unit: 'evidence', limits: { atMost: 20 } });
    const requests = looks.map((fact) => fact.requests);
    expect(requests).toEqual([...requests].sort((a, b) => a - b));
    expect(looks.at(-1)!.samples[0]!.values).toHaveLength(looks.length);
  });

  test('both need somebody to compare with: without a baseline there is an error, or no score', () => {
    for (const judge of ['kayenta', 'sequential'])
      expect(states(play(canary({ judge, comparedWith: 'baseline' }))).at(-1)).toBe('aborted.degraded');
  });
});

describe('blue/green', () => {
  const blueGreen = (when: 'prePromotionAnalysis' | 'postPromotionAnalysis', metric: object = {}) => ({
    strategy: { 'blue-green': { previewTraffic: '50%', [when]: { metrics: [{ ...BETWEEN, ...metric }] } } },
  });

  test.each(OUTCOMES)('before the switch: %s', (phase, errorRate) => {
    const trace = play({ ...blueGreen('prePromotionAnalysis'), ...failing(errorRate) });
    expect(ended(trace)).toEqual([`pre-v2-1 ${phase}`]);
    expect(states(trace).at(-1)).toBe({ Successful: 'complete', Failed: 'aborted', Inconclusive: 'undecided' }[phase]);
  });

  test.each(OUTCOMES)('after the switch: %s', (phase, errorRate) => {
    const trace = play({ ...blueGreen('postPromotionAnalysis'), ...failing(errorRate) });
    expect(ended(trace)).toEqual([`post-v2-1 ${phase}`]);
    expect(states(trace).at(-1)).toBe({ Successful: 'complete', Failed: 'aborted', Inconclusive: 'undecided' }[phase]);
  });

  test.each(['prePromotionAnalysis', 'postPromotionAnalysis'] as const)('%s that finds nothing to measure aborts', (when) => {
    const trace = play(blueGreen(when, { population: 'baseline' }));
    expect(ended(trace)).toEqual([`${when.slice(0, when.indexOf('Promotion'))}-v2-1 Error`]);
    expect(states(trace).at(-1)).toBe('aborted');
  });

  test('inconclusive: a person goes on, a fresh run begins, and it may be inconclusive again', () => {
    const trace = play({ ...blueGreen('prePromotionAnalysis'), ...failing('10%'), operator: [{ at: '2m', do: 'resume' }] });
    expect(ended(trace)).toEqual(['pre-v2-1 Inconclusive', 'pre-v2-2 Inconclusive']);
    expect(states(trace).at(-1)).toBe('undecided');
    const through = play({
      ...blueGreen('prePromotionAnalysis'),
      ...failing('10%'),
      operator: [{ at: '2m', do: 'promoteFull' }],
    });
    expect(states(through).at(-1)).toBe('complete');
  });
});
