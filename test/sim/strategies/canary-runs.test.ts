import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, run, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

type Source = Parameters<typeof build>[0];
const play = (source: object, seed = 1): Trace => run(build({ ...base, ...source } as unknown as Source), { seed });

const states = (trace: Trace): string[] => trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact.state] : []));
const scalings = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'replicaset.scaled' ? [`${fact.revision} ${fact.from}→${fact.to}`] : []));
const asked = (trace: Trace): (Record<string, number> | null)[] =>
  trace.facts.flatMap((fact) => (fact.type === 'route.asked' ? [fact.route.weights] : []));
const at = (trace: Trace, wanted: (fact: Trace['facts'][number]) => boolean): number => trace.facts.find(wanted)!.at / SECOND;
/** Wanted sizes at the end, empty sets left out. */
function sizes(trace: Trace): Record<string, number> {
  const wanted = new Map<string, number>();
  for (const fact of trace.facts) if (fact.type === 'replicaset.scaled') wanted.set(fact.revision, fact.to);
  return Object.fromEntries([...wanted].filter(([, size]) => size > 0));
}

const base = {
  title: 'canary',
  horizon: '5m',
  fleet: { replicas: 4, boot: '5s', preStop: '5s' },
  traffic: { rate: '40/s', endpointLag: '1s' },
  revisions: { v1: {}, v2: {}, v3: {} },
  rollout: { at: '30s', to: 'v2' },
};
const STEPS = [{ setWeight: 10 }, { pause: '20s' }, { setWeight: 50 }, { pause: '20s' }];
const ANALYSIS = { metrics: [{ metric: 'errorRate', atMost: '5%', initialDelay: '10s' }], startingStep: 1 };
const routed = (more: object = {}) => ({ canary: { trafficRouting: true, steps: STEPS, ...more } });
const byCount = (more: object = {}) => ({ canary: { steps: STEPS, ...more } });

describe('with a router', () => {
  test('a good version gets 10 %, half, and all of the requests; the old servers go last', () => {
    const trace = play({ strategy: routed() });
    expect(states(trace)).toEqual([
      'idle',
      ...['progressing', 'paused', 'progressing', 'paused', 'progressing'].map((state) => `rollingOut.${state}`),
      'complete',
    ]);
    expect(asked(trace)).toEqual([
      { v1: 0.9, v2: 0.1 },
      { v1: 0.5, v2: 0.5 },
      { v1: 0, v2: 1 },
    ]);
    expect(scalings(trace)).toEqual(['v1 0→4', 'v2 0→1', 'v2 1→2', 'v2 2→4', 'v1 4→0']);
  });

  test('a pause begins only when routers have followed', () => {
    const trace = play({ strategy: routed() });
    const effective = at(trace, (fact) => fact.type === 'route.effective' && fact.at > 0);
    expect(at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.paused')).toBe(effective);
    expect(effective - at(trace, ({ type }) => type === 'route.asked')).toBe(1);
  });

  test('a bad version is aborted: its weight is 0 thirty seconds before its server goes, and the stable side never shrank', () => {
    const trace = play({ revisions: { v1: {}, v2: { errorRate: '20%' } }, strategy: routed({ analysis: ANALYSIS }) });
    expect(states(trace).slice(-3)).toEqual(['rollingOut.paused', 'aborted.goingBack', 'aborted.degraded']);
    expect(asked(trace)).toEqual([
      { v1: 0.9, v2: 0.1 },
      { v1: 1, v2: 0 },
    ]);
    expect(scalings(trace)).toEqual(['v1 0→4', 'v2 0→1', 'v2 1→0']);
    const aborted = at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'aborted.goingBack');
    expect(at(trace, (fact) => fact.type === 'replicaset.scaled' && fact.to === 0) - aborted).toBe(30);
  });

  test('an analysis step that succeeds goes on, and the same with a bad version aborts', () => {
    const strategy = routed({ steps: [{ setWeight: 25 }, { pause: '10s' }, { analysis: { metrics: [{ atMost: '5%', count: 3 }] } }] });
    const good = play({ strategy });
    expect(states(good)).toContain('rollingOut.analysing');
    expect(states(good).at(-1)).toBe('complete');
    const bad = play({ strategy, revisions: { v1: {}, v2: { errorRate: '20%' } } });
    expect(states(bad).at(-1)).toBe('aborted.degraded');
    expect(bad.facts.filter(({ type }) => type === 'analysis.measured')).toHaveLength(1);
  });
});

describe('without a router', () => {
  test('the share of the requests is the share of the servers', () => {
    const trace = play({ strategy: byCount({ steps: [{ setWeight: 25 }, { pause: '20s' }] }) });
    expect(states(trace).at(-1)).toBe('complete');
    expect(asked(trace)).toEqual([]);
    expect(scalings(trace)).toEqual(['v1 0→4', 'v1 4→3', 'v2 0→1', 'v1 3→2', 'v2 1→3', 'v1 2→1', 'v2 3→4', 'v1 1→0']);
  });

  test('a version that never gets ready only misses its deadline; with progressDeadlineAbort it is aborted', () => {
    const stuck = {
      horizon: '8m',
      faults: [{ kind: 'readinessNeverPasses', at: '10s', for: '7m', revision: 'v2' }],
    };
    const deadline = { progressDeadline: '60s' };
    const trace = play({ ...stuck, strategy: byCount(deadline) });
    expect(states(trace).slice(0, 3)).toEqual(['idle', 'rollingOut.progressing', 'rollingOut.overdue']);
    expect(at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.overdue')).toBeCloseTo(90, 3);
    expect(states(play({ ...stuck, strategy: byCount({ ...deadline, progressDeadlineAbort: true }) })).at(-1)).toBe(
      'aborted.degraded',
    );
  });
});

describe('people', () => {
  const WAITING = [{ setWeight: 25 }, { pause: 'none' }];

  test('promote ends a pause that time never ends; nobody does, and it waits', () => {
    const strategy = routed({ steps: WAITING });
    expect(states(play({ strategy })).at(-1)).toBe('rollingOut.paused');
    expect(states(play({ strategy, operator: [{ at: '2m', do: 'promote' }] })).at(-1)).toBe('complete');
  });

  test('a full promotion skips what is left', () => {
    const trace = play({ strategy: routed(), operator: [{ at: '45s', do: 'promoteFull' }] });
    expect(asked(trace)).toEqual([{ v1: 0.9, v2: 0.1 }, { v2: 1 }]);
    expect(states(trace).at(-1)).toBe('complete');
  });

  test('abort, then retry, goes through all steps again', () => {
    const trace = play({
      strategy: routed(),
      operator: [
        { at: '70s', do: 'abort' },
        { at: '2m', do: 'retry' },
      ],
    });
    expect(states(trace)).toContain('aborted.degraded');
    expect(states(trace).at(-1)).toBe('complete');
    expect(asked(trace).filter((weights) => weights?.['v2'] === 0.1)).toHaveLength(2);
  });

  test('pause holds everything, resume goes on', () => {
    const operator = [
      { at: '45s', do: 'pause' },
      { at: '3m', do: 'resume' },
    ];
    const trace = play({ strategy: routed(), operator });
    expect(states(trace)).toContain('rollingOut.held');
    expect(states(trace).at(-1)).toBe('complete');
    expect(scalings(trace).slice(2).length).toBe(3);
  });

  test('who may not act is told why', () => {
    const operator = ['undo', 'retry', 'promote', 'resume'].map((act) => ({ at: '10s', do: act }));
    const reasons = play({ strategy: routed(), operator }).facts.flatMap((fact) =>
      fact.type === 'operator.acted' ? [fact.reason] : [],
    );
    expect(reasons).toEqual([
      'there is no earlier revision to go back to',
      'only an aborted rollout can be retried',
      'v1 is the stable revision already',
      'the Rollout itself is not paused; a promotion ends a pause between steps',
    ]);
  });

  test('an undo at any moment ends with the stable revision serving alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 31, max: 240 }),
        fc.boolean(),
        fc.constantFrom('0%', '20%'),
        fc.integer({ min: 1, max: 100 }),
        (second, isRouted, errorRate, seed) => {
          const strategy = isRouted ? routed({ analysis: ANALYSIS }) : byCount({ analysis: ANALYSIS });
          const revisions = { v1: {}, v2: { errorRate } };
          const trace = play({ horizon: '10m', revisions, strategy, operator: [{ at: `${second}s`, do: 'undo' }] }, seed);
          expect(states(trace).at(-1)).toBe('restored');
          expect(sizes(trace)).toEqual({ v1: 4 });
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  test('whatever people do at whatever moment: no crash, and in the end one revision serves alone unless a pause holds it', () => {
    const second = fc.integer({ min: 0, max: 240 }).map((s) => `${s}s`);
    const act = fc.oneof(
      fc.record({ at: second, do: fc.constantFrom('undo', 'pause', 'resume', 'promote', 'promoteFull', 'abort', 'retry') }),
      fc.record({ at: second, do: fc.constant('scale'), replicas: fc.integer({ min: 0, max: 8 }) }),
      fc.record({ at: second, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
    );
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(act, { maxLength: 5 }),
        fc.constantFrom({}, { analysis: ANALYSIS }, { dynamicStableScale: true }),
        (isRouted, operator, more) => {
          const strategy = isRouted ? routed(more) : byCount('dynamicStableScale' in more ? {} : more);
          const trace = play({ horizon: '15m', traffic: { rate: '4/s' }, strategy, operator });
          const last = states(trace).at(-1)!;
          if (operator.some((entry) => entry.do === 'pause')) return;
          expect(['idle', 'complete', 'restored', 'aborted.degraded']).toContain(last);
          expect(Object.keys(sizes(trace)).length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 120, seed: 5 },
    );
  });
});
