import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, parse, run, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

type Source = Parameters<typeof build>[0];
const scenarioIn = (folder: string, seed = 1): Trace =>
  run(parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8')).scenario, { seed });

const base = {
  title: 'baseline',
  horizon: '6m',
  fleet: { replicas: 4, boot: '5s', preStop: '5s' },
  traffic: { rate: '60/s', endpointLag: '1s' },
  revisions: { v1: {}, v2: {}, v3: {} },
  rollout: { at: '10s', to: 'v2' },
};
const pipeline = (more: object = {}) => ({
  baseline: { weight: '20%', size: 2, warmUp: '10s', lifetime: '40s', interval: '20s', ...more },
});
const play = (changes: object = {}, seed = 1): Trace =>
  run(build({ ...base, strategy: pipeline(), ...changes } as unknown as Source), { seed });

const states = (trace: Trace): string[] => trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact.state] : []));
const last = (trace: Trace): string => states(trace).at(-1)!;
const sizes = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) =>
    fact.type === 'replicaset.scaled' ? [`${fact.environment} ${fact.revision} ${fact.from}→${fact.to}`] : [],
  );
const weights = (trace: Trace) => trace.facts.flatMap((fact) => (fact.type === 'route.asked' ? [fact.route.weights] : []));
const refusals = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'operator.acted' && !fact.accepted ? [`${fact.action}: ${fact.reason}`] : []));
const instant = (trace: Trace, wanted: (fact: Trace['facts'][number]) => boolean): number =>
  trace.facts.find(wanted)!.at / SECOND;
/** Wanted sizes at the end; sets of none left out. */
function wanted(trace: Trace): Record<string, number> {
  const all: Record<string, number> = {};
  for (const fact of trace.facts) if (fact.type === 'replicaset.scaled') all[`${fact.environment} ${fact.revision}`] = fact.to;
  return Object.fromEntries(Object.entries(all).filter(([, size]) => size > 0));
}
const FORWARD = ['preparing', 'warmingUp', 'comparing', 'cleaningUp', 'promoting'].map((state) => `rollingOut.${state}`);
const BAD = { revisions: { v1: {}, v2: { errorRate: '30%' }, v3: {} } };

describe('the scenarios', () => {
  test.each([1, 2, 3, 4, 5])(
    'cold caches on both sides: a good version passes, and held against production it does not (seed %i)',
    (seed) => {
      expect(last(scenarioIn('25-baseline-cold-caches', seed))).toBe('complete');
      expect(last(scenarioIn('30-cold-canary-against-production', seed))).toBe('failed');
    },
  );

  test('the two differ in whom the canary is held against, and in nothing else', () => {
    const [fresh, warm] = ['25-baseline-cold-caches', '30-cold-canary-against-production'].map(
      (folder) => parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8')).scenario,
    );
    const alike = JSON.stringify({ ...fresh!.strategy, world: [fresh!.fleet, fresh!.traffic, fresh!.revisions] }).replace(
      '"comparedWith":"baseline"',
      '"comparedWith":"stable"',
    );
    expect(JSON.parse(alike)).toEqual({ ...warm!.strategy, world: [warm!.fleet, warm!.traffic, warm!.revisions] });
  });

  test('a bad version beside a fresh baseline is found out, and production is never touched', () => {
    const trace = scenarioIn('31-baseline-bad');
    expect(states(trace)).toEqual([
      'idle',
      'rollingOut.preparing',
      'rollingOut.warmingUp',
      'rollingOut.comparing',
      'rollingBack.removing',
      'failed',
    ]);
    expect(sizes(trace).filter((line) => line.startsWith('production'))).toEqual(['production v1 0→10']);
  });
});

describe('a release', () => {
  test('of a good version: pair up, shares, judged twice, pair away, and only then production is updated', () => {
    const trace = play();
    expect(states(trace)).toEqual(['idle', ...FORWARD, 'complete']);
    expect(weights(trace)).toEqual([{ production: 0.6, baseline: 0.2, canary: 0.2 }, { production: 1 }]);
    expect(sizes(trace).slice(0, 6)).toEqual([
      'production v1 0→4',
      'baseline v1 0→2',
      'canary v2 0→2',
      'baseline v1 2→0',
      'canary v2 2→0',
      'production v2 0→1',
    ]);
    expect(trace.facts.filter(({ type }) => type === 'analysis.measured')).toHaveLength(2);
    expect(wanted(trace)).toEqual({ 'production v2': 4 });
  });

  test('the two sides start at one instant, and every clock counts from when routers have followed', () => {
    const trace = play();
    const created = trace.facts
      .filter((fact) => fact.type === 'replica.pending' && /baseline|canary/.test(fact.replica))
      .map(({ at }) => at / SECOND);
    expect(created).toEqual([10, 10, 10, 10]);
    const effective = instant(trace, (fact) => fact.type === 'route.effective' && fact.route.weights?.['canary'] === 0.2);
    const entered = (state: string): number => instant(trace, (fact) => fact.type === 'rollout.state' && fact.state === state);
    expect([entered('rollingOut.warmingUp'), entered('rollingOut.comparing')]).toEqual([effective, effective + 10]);
    expect(
      trace.facts.flatMap((fact) => (fact.type === 'analysis.measured' ? [Math.round(fact.at / SECOND - effective)] : [])),
    ).toEqual([30, 50]);
  });

  test('of a bad version ends at the first judgement that fails, and its servers go after its requests', () => {
    const trace = play({ ...BAD, strategy: pipeline({ cleanupDelay: '15s' }) });
    expect(last(trace)).toBe('failed');
    expect(weights(trace).at(-1)).toEqual({ production: 1 });
    const back = instant(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingBack.removing');
    expect(instant(trace, (fact) => fact.type === 'replicaset.scaled' && fact.to === 0) - back).toBe(15);
    expect(wanted(trace)).toEqual({ 'production v1': 4 });
  });

  test('whose pair never comes up fails at the deadline', () => {
    const trace = play({
      strategy: pipeline({ progressDeadline: '60s' }),
      faults: [{ kind: 'readinessNeverPasses', at: '5s', for: '5m', revision: 'v2' }],
    });
    expect(last(trace)).toBe('failed');
    expect(instant(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingBack.removing')).toBe(70);
    expect(weights(trace)).toEqual([]);
  });

  test('whose canary loses all its servers takes the baseline’s share back with it, and gives both theirs again', () => {
    const trace = play({
      fleet: { ...base.fleet, boot: '2s' },
      strategy: pipeline({
        size: 1,
        warmUp: '60s',
        analysis: { metrics: [{ judge: 'argo', metric: 'errorRate', atMost: '90%' }] },
      }),
      faults: [{ kind: 'crashLoop', at: '30s', for: '2s', revision: 'v2', after: '1s' }],
    });
    expect(weights(trace).slice(0, 3)).toEqual([
      { production: 0.6, baseline: 0.2, canary: 0.2 },
      { production: 1 },
      { production: 0.6, baseline: 0.2, canary: 0.2 },
    ]);
    expect(last(trace)).toBe('complete');
  });

  test('held to a sequential test keeps one run all along, which alone may end it', () => {
    const strategy = pipeline({ analysis: { metrics: [{ judge: 'sequential' }] } });
    const good = play({ strategy }),
      bad = play({ ...BAD, strategy });
    const runs = (trace: Trace) => trace.facts.flatMap((fact) => (fact.type === 'analysis.started' ? [fact.run] : []));
    expect([last(good), last(bad)]).toEqual(['complete', 'failed']);
    expect([runs(good), runs(bad)]).toEqual([['v2.1 all along'], ['v2.1 all along']]);
  });
});

describe('people', () => {
  const act = (at: string, what: string, more: object = {}) => ({ at, do: what, ...more });

  test('with manual promotion nothing happens until somebody says so', () => {
    const strategy = pipeline({ promotion: 'manual' });
    expect(last(play({ strategy }))).toBe('rollingOut.waitingForPromotion');
    expect(last(play({ strategy, operator: [act('3m', 'promote')] }))).toBe('complete');
    expect(last(play({ strategy, operator: [act('3m', 'abort')] }))).toBe('aborted');
    expect(last(play({ strategy, operator: [act('3m', 'undo')] }))).toBe('restored');
  });

  test.each(['15s', '22s', '40s'])(
    'an abort at %s gives all requests back and leaves no server of the pair; a retry compares again',
    (at) => {
      const aborted = play({ operator: [act(at, 'abort')] });
      expect([last(aborted), wanted(aborted)]).toEqual(['aborted', { 'production v1': 4 }]);
      const again = play({ operator: [act(at, 'abort'), act('2m', 'retry')] });
      expect(states(again).filter((state) => state === 'rollingOut.preparing')).toHaveLength(2);
      expect([last(again), wanted(again)]).toEqual(['complete', { 'production v2': 4 }]);
    },
  );

  test('promote ends the warm-up, and later the comparison; promoteFull skips both', () => {
    const trace = play({ operator: [act('22s', 'promote'), act('30s', 'promote')] });
    expect(states(trace)).toEqual(['idle', ...FORWARD, 'complete']);
    expect(trace.facts.some(({ type }) => type === 'analysis.measured')).toBe(false);
    const full = play({ strategy: pipeline({ promotion: 'manual' }), operator: [act('12s', 'promoteFull')] });
    expect(states(full)).toEqual(['idle', 'rollingOut.preparing', 'rollingOut.cleaningUp', 'rollingOut.promoting', 'complete']);
  });

  test('a pause stops the clocks, and they go on where they stood', () => {
    const measured = (trace: Trace) =>
      trace.facts.flatMap((fact) => (fact.type === 'analysis.measured' ? [fact.at / SECOND] : []));
    const plain = measured(play()),
      paused = measured(play({ operator: [act('35s', 'pause'), act('65s', 'resume')] }));
    expect(paused).toEqual(plain.map((at) => at + 30));
  });

  test('another version waits until this release is over, whatever becomes of it', () => {
    const trace = play({ ...BAD, operator: [act('30s', 'deploy', { to: 'v3' })] });
    expect(states(trace)).toEqual([
      'idle',
      'rollingOut.preparing',
      'rollingOut.warmingUp',
      'rollingOut.comparing',
      'rollingBack.removing',
      ...FORWARD,
      'complete',
    ]);
    expect(wanted(trace)).toEqual({ 'production v3': 4 });
  });

  test('an undo after the promotion is a rolling update without a comparison, and one in its midst as well', () => {
    for (const at of ['150s', '80s']) {
      const trace = play({ operator: [act(at, 'undo')] });
      expect([last(trace), wanted(trace)]).toEqual(['restored', { 'production v1': 4 }]);
      expect(states(trace)).toContain('rollingBack.undoing');
      expect(states(trace).filter((state) => state === 'rollingOut.preparing')).toHaveLength(1);
    }
  });

  test('production is scaled at any time; the pair keeps its size', () => {
    const trace = play({ operator: [act('35s', 'scale', { replicas: 7 })] });
    expect(sizes(trace)).toContain('production v1 4→7');
    expect(sizes(trace).filter((line) => /^(baseline|canary)/.test(line))).toEqual([
      'baseline v1 0→2',
      'canary v2 0→2',
      'baseline v1 2→0',
      'canary v2 2→0',
    ]);
    expect(wanted(trace)).toEqual({ 'production v2': 7 });
  });

  test('who may not act is told why', () => {
    const operator = ['undo', 'resume', 'retry', 'promote', 'abort'].map((what) => act('5s', what));
    expect(refusals(play({ operator }))).toEqual([
      'undo: there is no earlier revision to go back to',
      'resume: it is not paused',
      'retry: only a release that failed or was aborted can be tried again',
      'promote: no release is under way',
      'abort: nothing is under way that could be aborted',
    ]);
    const late = play({ operator: [act('12s', 'promote'), act('80s', 'abort'), act('82s', 'promote')] });
    expect(refusals(late)).toEqual([
      'promote: nothing has been compared yet; a full promotion would skip the comparison',
      'abort: v2 has passed, and production is being updated: an undo takes it back',
      'promote: production is being updated to v2 already',
    ]);
  });
});

test('every decision is explained in whole sentences, with its arithmetic and what else could have been', () => {
  const people = [
    { at: '25s', do: 'pause' },
    { at: '40s', do: 'resume' },
    { at: '60s', do: 'scale', replicas: 6 },
  ];
  const traces = [
    play(),
    play({ ...BAD, strategy: pipeline({ cleanupDelay: '15s', size: '50%' }) }),
    play({
      strategy: pipeline({ promotion: 'manual', lookback: '15s', analysis: { metrics: [{ judge: 'sequential' }] } }),
      operator: people,
    }),
    play({ faults: [{ kind: 'crash', at: '40s', replicas: 3 }], strategy: pipeline({ size: 1 }) }),
  ];
  const whys = traces.flatMap(({ facts }) =>
    facts.flatMap((fact) => ('why' in fact && fact.why.rule.startsWith('baseline.') ? [fact.why] : [])),
  );
  expect(new Set(whys.map(({ rule }) => rule)).size).toBeGreaterThan(12);
  for (const { says, arithmetic, alternatives, inputs, source } of whys) {
    for (const sentence of [says, ...alternatives]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect([arithmetic, source].every((text) => text.length > 3 && !/undefined|NaN|null/.test(text))).toBe(true);
    expect(alternatives.length).toBeGreaterThan(0);
    expect(inputs.length).toBeGreaterThanOrEqual(4);
  }
});

test('whatever people do and whatever breaks: both sides are always wanted equal, and it ends in a named outcome with production whole', () => {
  const at = fc.integer({ min: 5, max: 120 }).map((s) => `${s}s`);
  const act = fc.oneof(
    fc.record({ at, do: fc.constantFrom('undo', 'promote', 'promoteFull', 'abort', 'retry') }),
    fc.record({ at, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
  );
  const fault = fc.record({ kind: fc.constant('crash'), at, replicas: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 5 }),
      fc.array(fault, { maxLength: 2 }),
      fc.integer({ min: 1, max: 500 }),
      (operator, faults, seed) => {
        const trace = play({ horizon: '20m', traffic: { rate: '5/s', endpointLag: '2s' }, operator, faults }, seed);
        const spec = { baseline: 0, canary: 0 };
        trace.facts.forEach((fact, index) => {
          if (fact.type === 'replicaset.scaled' && (fact.environment === 'baseline' || fact.environment === 'canary'))
            spec[fact.environment] += fact.to - fact.from;
          if (trace.facts[index + 1]?.at !== fact.at) expect(spec.baseline).toBe(spec.canary);
        });
        expect(last(trace)).toMatch(/^(complete|failed|aborted|restored)$/);
        const [[only, size], ...others] = Object.entries(wanted(trace)) as [[string, number]];
        expect([only.replace(/v\d/, 'v'), size, others]).toEqual(['production v', 4, []]);
        expect(weights(trace).at(-1) ?? { production: 1 }).toEqual({ production: 1 });
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});

test('where nothing is left to do, nothing is waited for', () => {
  const trace = run(parse(readFileSync('scenarios/30-cold-canary-against-production/scenario.yaml', 'utf8')).scenario);
  const rest = trace.facts.findLastIndex((fact) => fact.type === 'rollout.state');
  expect(trace.facts[rest]).toMatchObject({ state: 'failed' });
  expect(trace.facts.slice(rest).filter(({ type }) => type === 'rollout.held')).toEqual([]);
});
