import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, parse, run, ScenarioError, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';
import { assess, type Experiment } from '../../../src/sim/strategies/canary/experiment.ts';

type Source = Parameters<typeof build>[0];
const ANALYSIS = {
  name: 'errors',
  metrics: [{ metric: 'errorRate', atMost: '5%', window: '20s', initialDelay: '10s', interval: '10s' }],
};
const TEMPLATES = [
  { name: 'baseline', specRef: 'stable', weight: 10 },
  { name: 'canary', specRef: 'canary', weight: 10 },
];
const EXPERIMENT = { duration: '60s', templates: TEMPLATES, analyses: [ANALYSIS] };
const canary = (experiment: object = {}, more: object = {}) => ({
  canary: {
    trafficRouting: true,
    steps: [{ experiment: { ...EXPERIMENT, ...experiment } }, { setWeight: 50 }, { pause: '10s' }],
    ...more,
  },
});
const play = (changes: object = {}, seed = 1): Trace =>
  run(
    build({
      title: 'experiment',
      horizon: '6m',
      fleet: { replicas: 4, boot: '5s', preStop: '5s' },
      traffic: { rate: '60/s', endpointLag: '1s' },
      revisions: { v1: {}, v2: {}, v3: {} },
      rollout: { at: '10s', to: 'v2' },
      strategy: canary(),
      ...changes,
    } as unknown as Source),
    { seed },
  );
const BAD = { v1: {}, v2: { errorRate: '30%' }, v3: {} };

const states = (trace: Trace): string[] => trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact.state] : []));
const last = (trace: Trace): string => states(trace).at(-1)!;
const routes = (trace: Trace) => trace.facts.flatMap((fact) => (fact.type === 'route.asked' ? [fact.route.weights] : []));
const sizes = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) =>
    fact.type === 'replicaset.scaled' && fact.environment !== undefined
      ? [`${Math.round(fact.at / SECOND)} ${fact.environment} ${fact.revision} ${fact.from}→${fact.to}`]
      : [],
  );
const ends = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'analysis.ended' ? [`${fact.run} ${fact.phase}`] : []));
const at = (trace: Trace, wanted: (fact: Trace['facts'][number]) => boolean): number =>
  Math.round(trace.facts.find(wanted)!.at / SECOND);
/** Wanted sizes at the end; sets of none left out. */
function wanted(trace: Trace): Record<string, number> {
  const all: Record<string, number> = {};
  for (const fact of trace.facts)
    if (fact.type === 'replicaset.scaled') all[[fact.environment, fact.revision].filter(Boolean).join(' ')] = fact.to;
  return Object.fromEntries(Object.entries(all).filter(([, size]) => size > 0));
}

describe('an experiment amid the steps', () => {
  test('that nothing speaks against: its servers, their share, its time, and then the next step', () => {
    const trace = play();
    expect(states(trace).slice(0, 3)).toEqual(['idle', 'rollingOut.experimenting', 'rollingOut.progressing']);
    expect(last(trace)).toBe('complete');
    expect(routes(trace)).toEqual([
      { v1: 0.8, v2: 0, baseline: 0.1, canary: 0.1 },
      { v1: 1, v2: 0 },
      { v1: 0.5, v2: 0.5 },
      { v1: 0, v2: 1 },
    ]);
    // Available 60 seconds after they were asked for at the earliest, then its duration, then the scale-down delay.
    const available = at(trace, ({ type }) => type === 'analysis.started'),
      ended = at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.progressing');
    expect(ended - available).toBe(60);
    expect(sizes(trace)).toEqual([
      '10 baseline v1 0→1',
      '10 canary v2 0→1',
      `${ended + 30} baseline v1 1→0`,
      `${ended + 30} canary v2 1→0`,
    ]);
    expect(wanted(trace)).toEqual({ v2: 4 });
  });

  test('measures its own servers, by what they are: the canary’s, the baseline’s, or those of the service', () => {
    const metrics = [
      { name: 'a', metric: 'requestRate', population: 'canary' },
      { name: 'b', metric: 'requestRate', population: 'baseline' },
      { name: 'c', metric: 'requestRate', population: 'stable' },
    ].map((metric) => ({ ...metric, window: '10s', initialDelay: '20s', interval: 'none' }));
    const trace = play({ strategy: canary({ analyses: [{ name: 'who', metrics }] }) });
    expect(
      trace.facts.flatMap((fact) => (fact.type === 'analysis.measured' ? [`${fact.metric} ${fact.population}`] : [])),
    ).toEqual(['a canary', 'b baseline', 'c v1']);
  });

  test('whose analysis fails aborts the rollout; requests go back before its servers do', () => {
    const trace = play({ revisions: BAD });
    expect([last(trace), ends(trace)]).toEqual(['aborted.degraded', ['v2.1 step 1 errors Failed']]);
    const aborted = at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'aborted.goingBack');
    expect(routes(trace).at(-1)).toEqual({ v1: 1, v2: 0 });
    expect(sizes(trace).slice(2)).toEqual([`${aborted + 30} baseline v1 1→0`, `${aborted + 30} canary v2 1→0`]);
    expect(wanted(trace)).toEqual({ v1: 4 });
  });

  test('whose analysis cannot tell pauses it, until a person has judged', () => {
    const unsure = {
      metric: 'errorRate',
      successCondition: 'result[0] < 0.01',
      failureCondition: 'result[0] > 0.9',
      initialDelay: '15s',
    };
    const changes = {
      revisions: { v1: {}, v2: { errorRate: '30%' } },
      strategy: canary({ analyses: [{ name: 'unsure', metrics: [unsure] }] }),
    };
    const trace = play(changes);
    expect(last(trace)).toBe('rollingOut.paused');
    expect(trace.facts.findLast(({ type }) => type === 'rollout.state')).toMatchObject({
      reason: expect.stringContaining('a person has to judge'),
    });
    expect(last(play({ ...changes, operator: [{ at: '2m', do: 'promote' }] }))).toBe('complete');
    expect(last(play({ ...changes, operator: [{ at: '2m', do: 'abort' }] }))).toBe('aborted.degraded');
  });

  test('with a required analysis ends with it, earlier or later than its duration', () => {
    const required = (count: number) => ({
      name: 'must',
      requiredForCompletion: true,
      metrics: [{ metric: 'errorRate', atMost: '5%', initialDelay: '10s', interval: '10s', count }],
    });
    const length = (trace: Trace): number =>
      at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.progressing') -
      at(trace, ({ type }) => type === 'analysis.started');
    expect(length(play({ strategy: canary({ analyses: [required(2)] }) }))).toBe(20);
    expect(length(play({ strategy: canary({ analyses: [required(9)] }) }))).toBe(90);
    expect(length(play({ strategy: canary({ duration: 'none', analyses: [required(3)] }) }))).toBe(30);
  });

  test('whose servers never come up fails at the progress deadline', () => {
    const trace = play({
      strategy: canary({}, { progressDeadline: '60s' }),
      faults: [{ kind: 'readinessNeverPasses', at: '5s', for: '5m', revision: 'v2' }],
    });
    expect(last(trace)).toBe('aborted.degraded');
    expect(at(trace, (fact) => fact.type === 'rollout.state' && fact.state === 'aborted.goingBack')).toBeGreaterThanOrEqual(70);
    expect(trace.facts.find((fact) => fact.type === 'rollout.state' && fact.state === 'aborted.goingBack')).toMatchObject({
      reason: expect.stringContaining('the servers of canary were not up in time'),
    });
  });

  test('loses its share while one of its servers is down, and gets it back', () => {
    const trace = play({
      strategy: canary({ duration: '2m', templates: [{ name: 'trial', specRef: 'canary', weight: 20 }], analyses: [] }),
      faults: [{ kind: 'crashLoop', at: '40s', for: '2s', revision: 'v2', after: '1s' }],
    });
    expect(routes(trace).slice(0, 4)).toEqual([
      { v1: 0.8, v2: 0, trial: 0.2 },
      { v1: 1, v2: 0 },
      { v1: 0.8, v2: 0, trial: 0.2 },
      { v1: 1, v2: 0 },
    ]);
    expect(last(trace)).toBe('complete');
  });

  test('without weights gets no requests; without a router its servers get theirs as all others do', () => {
    const templates = TEMPLATES.map(({ weight: _weight, ...template }) => template);
    const counted = (trace: Trace): number =>
      [...trace.attempts.replica].filter((index) => index >= 0 && /baseline|canary/.test(trace.replicas[index]!)).length;
    expect(counted(play({ strategy: canary({ templates, analyses: [] }) }))).toBe(0);
    expect(counted(play({ strategy: canary({ templates, analyses: [] }, { trafficRouting: 'none' }) }))).toBeGreaterThan(500);
  });

  test('does not count for the steps: sizes of the two sides are as without it', () => {
    const own = (trace: Trace): string[] =>
      trace.facts.flatMap((fact) =>
        fact.type === 'replicaset.scaled' && fact.environment === undefined ? [`${fact.revision} ${fact.from}→${fact.to}`] : [],
      );
    const plain = play({ strategy: { canary: { trafficRouting: true, steps: [{ setWeight: 50 }, { pause: '10s' }] } } });
    expect(own(play())).toEqual(own(plain));
  });
});

test.each([1, 2, 3])(
  'the scenario: a slower version is told from cold caches before the canary gets a weight, a version as fast is not held up (seed %i)',
  (seed) => {
    const { source } = parse(readFileSync('scenarios/32-canary-experiment/scenario.yaml', 'utf8'));
    const { revisions } = source as { revisions: Record<string, Source> };
    const bad = run(build(source), { seed }),
      good = run(build({ ...source, revisions: { v1: revisions['v1']!, v2: revisions['v1']! } }), { seed });
    expect([last(bad), last(good)]).toEqual(['aborted.degraded', 'complete']);
    expect(routes(bad).map((weights) => weights?.['v2'])).toEqual([0, 0]);
  },
);

describe('people in mid-experiment', () => {
  const act = (second: number, what: string, more: object = {}) => ({ at: `${second}s`, do: what, ...more });

  test('an abort ends it, with its analyses', () => {
    const trace = play({ operator: [act(40, 'abort')] });
    expect([last(trace), ends(trace)]).toEqual(['aborted.degraded', ['v2.1 step 1 errors Successful']]);
    expect(sizes(trace).slice(2)).toEqual(['70 baseline v1 1→0', '70 canary v2 1→0']);
    expect(routes(trace).at(-1)).toEqual({ v1: 1, v2: 0 });
  });

  test('a promotion skips it, a full one all that follows as well', () => {
    const skipped = play({ operator: [act(40, 'promote')] });
    expect(at(skipped, (fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.progressing')).toBe(40);
    expect(last(skipped)).toBe('complete');
    const full = play({ operator: [act(40, 'promoteFull')] });
    expect(states(full)).not.toContain('rollingOut.paused');
    expect([last(full), wanted(full)]).toEqual(['complete', { v2: 4 }]);
  });

  test('a retry runs it again', () => {
    const trace = play({ operator: [act(40, 'abort'), act(100, 'retry')] });
    expect(ends(trace)).toEqual(['v2.1 step 1 errors Successful', 'v2.2 step 1 errors Successful']);
    expect(last(trace)).toBe('complete');
  });

  test('another revision ends it, and starts one of its own', () => {
    const trace = play({ operator: [act(40, 'deploy', { to: 'v3' })] });
    expect(sizes(trace)).toEqual(expect.arrayContaining(['40 canary v3 0→1', '70 canary v2 1→0']));
    expect([last(trace), wanted(trace)]).toEqual(['complete', { v3: 4 }]);
  });

  test('a pause of the Rollout does not touch one that is under way', () => {
    const trace = play({ operator: [act(40, 'pause'), act(150, 'resume')] });
    expect(sizes(trace).filter((line) => line.includes('→0'))).toEqual(
      sizes(play())
        .filter((line) => line.includes('→0'))
        .slice(0, 2),
    );
    expect(last(trace)).toBe('complete');
  });

  test('an undo after the promotion passes its way through the experiment again, and none of its sets counts as an older revision', () => {
    const trace = play({ horizon: '10m', strategy: canary({}, { rollbackWindow: 1 }), operator: [act(240, 'undo')] });
    expect([last(trace), wanted(trace)]).toEqual(['restored', { v1: 4 }]);
    expect(states(trace).filter((state) => state.endsWith('experimenting'))).toHaveLength(1);
  });
});

test('whatever people do and whatever breaks: no server of an experiment is left, and its share goes back', () => {
  const at = fc.integer({ min: 5, max: 150 }).map((second) => `${second}s`);
  const act = fc.oneof(
    fc.record({ at, do: fc.constantFrom('undo', 'promote', 'promoteFull', 'abort', 'retry') }),
    fc.record({ at, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
    fc.record({ at, do: fc.constant('scale'), replicas: fc.integer({ min: 0, max: 6 }) }),
  );
  const fault = fc.record({ kind: fc.constant('crash'), at, replicas: fc.integer({ min: 1, max: 3 }) });
  const required = { ...ANALYSIS, name: 'must', requiredForCompletion: true, metrics: [{ ...ANALYSIS.metrics[0], count: 2 }] };
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 5 }),
      fc.array(fault, { maxLength: 2 }),
      fc.constantFrom('60s', 'none'),
      fc.constantFrom({}, { trafficRouting: 'none' }, { dynamicStableScale: true }),
      fc.integer({ min: 1, max: 500 }),
      (operator, faults, duration, more, seed) => {
        const templates = TEMPLATES.map(({ weight, ...template }) =>
          'trafficRouting' in more ? template : { ...template, weight },
        );
        const trace = play(
          {
            horizon: '20m',
            traffic: { rate: '5/s' },
            operator,
            faults,
            strategy: canary({ duration, templates, analyses: [ANALYSIS, required] }, more),
          },
          seed,
        );
        expect(last(trace)).toMatch(/^(complete|restored|aborted\.degraded|rollingOut\.paused|rollingBack\.paused)$/);
        expect(Object.keys(wanted(trace)).filter((name) => name.includes(' '))).toEqual([]);
        const final = routes(trace).at(-1) ?? {};
        expect([final['baseline'] ?? 0, final['canary'] ?? 0]).toEqual([0, 0]);
      },
    ),
    { numRuns: 80, seed: 11 },
  );
});

describe('what an experiment comes to', () => {
  type Status = Experiment['templates'][number]['status'];
  type Phase = Experiment['phase'];
  const cases: [Status[], [Phase, boolean][], Phase][] = [
    [['Progressing', 'Running'], [], 'Pending'],
    [['Running', 'Running'], [], 'Running'],
    [['Successful', 'Successful'], [], 'Successful'],
    [['Successful', 'Progressing'], [], 'Pending'],
    [['Running', 'Failed'], [['Running', false]], 'Failed'],
    [
      ['Running'],
      [
        ['Failed', false],
        ['Running', true],
      ],
      'Failed',
    ],
    [
      ['Running'],
      [
        ['Inconclusive', false],
        ['Error', false],
      ],
      'Error',
    ],
    [['Running'], [['Successful', false]], 'Running'],
    [
      ['Running'],
      [
        ['Successful', true],
        ['Running', false],
      ],
      'Successful',
    ],
    [
      ['Running'],
      [
        ['Successful', true],
        ['Running', true],
      ],
      'Running',
    ],
    [['Successful'], [['Running', true]], 'Running'],
    [['Successful'], [['Running', false]], 'Successful'],
  ];
  test.each(cases)('templates %j with analyses %j: %s', (templates, analyses, phase) => {
    const given = {
      params: {
        duration: null,
        templates: templates.map((_, index) => ({ name: `t${index}`, specRef: 'canary' as const, replicas: 1, weight: null })),
        analyses: analyses.map(([, requiredForCompletion], index) => ({ name: `a${index}`, requiredForCompletion, metrics: [] })),
      },
      templates: templates.map((status) => ({ status, counts: '', since: 0 })),
      runs: analyses.map(([phase], index) => ({ id: `a${index}`, phase, says: '' })),
    };
    expect(assess(given).phase).toBe(phase);
  });
});

describe('what it may not say', () => {
  const complaint = (strategy: object): string => {
    try {
      play({ strategy });
    } catch (error) {
      if (error instanceof ScenarioError) return error.issues.map(({ path, message }) => `${path} ${message}`).join('\n');
      throw error;
    }
    return '';
  };
  test.each([
    [{ templates: [] }, {}, 'templates needs at least one template'],
    [
      { templates: [TEMPLATES[0], { ...TEMPLATES[1], name: 'baseline' }] },
      {},
      'templates.1.name is baseline, as number 1 is called',
    ],
    [{}, { trafficRouting: 'none' }, 'templates.0.weight needs traffic routing'],
    [
      {
        templates: [
          { name: 'a', weight: 70 },
          { name: 'b', weight: 40 },
        ],
      },
      {},
      'all weights come to 110 of 100',
    ],
    [{ analyses: [{ ...ANALYSIS, requiredForCompletion: true }] }, {}, 'would be measured without end'],
  ])('%j, %j', (experiment, more, expected) => expect(complaint(canary(experiment, more))).toContain(expected));
});
