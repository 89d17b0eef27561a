import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { build, edit, formatIssue, parse, render, ScenarioError, type Source } from '../../../src/sim/scenario/index.ts';
import { complaint } from './complaint.ts';

const good = readFileSync('test/fixtures/scenarios/bad-release.yaml', 'utf8');
const minimal = 'strategy: { rolling: {} }\n';
const change = (from: string, to: string): string => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

test('two words are a scenario: everything else has a default', () => {
  const { scenario } = parse(minimal);
  expect(scenario).toEqual({
    title: 'Untitled', description: '', horizon: 600_000_000,
    strategy: {
      kind: 'rolling',
      params: expect.objectContaining({ maxSurge: { unit: 'percent', value: 25 }, maxUnavailable: { unit: 'percent', value: 25 }, minReady: 0 }),
    },
    fleet: {
      replicas: 4, concurrency: 8, queue: 16,
      schedule: { kind: 'constant', value: 200_000 },
      pull: { kind: 'lognormal', median: 2_000_000, p99: 6_000_000 },
      boot: { kind: 'lognormal', median: 6_000_000, p99: 12_000_000 },
      readiness: { initialDelay: 0, period: 2_000_000, timeout: 1_000_000, success: 1, failure: 3 },
      liveness: null, startup: null, grace: 30_000_000, preStop: 0, stop: { kind: 'constant', value: 1_000_000 }, onTerm: 'drain', quota: null, nodes: 3, perNode: null, autoscaler: null, pricePerHour: 0.05,
    },
    traffic: {
      model: 'requests', rate: 40, arrivals: 'poisson', curve: null, users: 1000, endpointLag: { kind: 'constant', value: 1_000_000 },
      balance: 'roundRobin', cohorts: [], keepAlive: null, writes: 0.2, timeout: 5_000_000, retries: { attempts: 0, backoff: 200_000 },
    },
    slo: { availability: 0.999, period: 2_592_000_000_000 },
    alarm: { failedAbove: 0.02, window: 30_000_000 },
    revisions: ['v1', 'v2'].map((id) => ({
      id, latency: { kind: 'lognormal', median: 40_000, p99: 200_000 }, errorRate: 0, boot: null, coldStart: null, leak: null,
    })),
    rollout: { at: 30_000_000, to: 'v2' }, faults: [], operator: [], expect: [], steps: [],
  });
});

test('every kind of fault and of action can be written', () => {
  const { scenario } = parse(`${minimal}faults:
  - { at: 10s, kind: crash, replicas: 2 }
  - { kind: crashLoop, revision: v2, after: { mean: 2s } }
  - { kind: imagePullFailure, revision: v2, for: 1m }
  - { kind: readinessNeverPasses, revision: v2 }
  - { kind: slowBoot, factor: 4 }
  - { at: 1m, kind: nodeLoss, node: 1, for: 2m }
  - { at: 2m, kind: trafficSpike, for: 30s, factor: 5 }
operator:
  - { at: 90s, do: undo }
  - { afterAlarm: 1m, do: pause }
  - { at: 3m, do: resume }
  - { at: 4m, do: deploy, to: v1 }
  - { at: 5m, do: scale, replicas: 6 }
`);
  expect(scenario.faults).toEqual([
    { kind: 'crash', at: 10_000_000, replicas: 2, revision: null },
    { kind: 'crashLoop', at: 0, revision: 'v2', for: null, after: { kind: 'exponential', mean: 2_000_000 } },
    { kind: 'imagePullFailure', at: 0, revision: 'v2', for: 60_000_000 },
    { kind: 'readinessNeverPasses', at: 0, revision: 'v2', for: null },
    { kind: 'slowBoot', at: 0, revision: null, for: null, factor: 4 },
    { kind: 'nodeLoss', at: 60_000_000, node: 1, for: 120_000_000 },
    { kind: 'trafficSpike', at: 120_000_000, for: 30_000_000, factor: 5 },
  ]);
  expect(scenario.operator).toEqual([
    { do: 'undo', at: 90_000_000, afterAlarm: null },
    { do: 'pause', at: null, afterAlarm: 60_000_000 },
    { do: 'resume', at: 180_000_000, afterAlarm: null },
    { do: 'deploy', at: 240_000_000, afterAlarm: null, to: 'v1' },
    { do: 'scale', at: 300_000_000, afterAlarm: null, replicas: 6 },
  ]);
});

test('every mistake is told at once, each at its place, with the word that was meant', () => {
  const text = good.replace('replicas', 'replica').replace('rolling', 'roling').replace('errorRate', 'errorrate').replace('undo }', 'undoo }').replace('60/s', '60');
  expect(complaint(text)).toBe([
    'f.yaml:6:3  fleet.replica: is not known. Did you mean "replicas"?',
    'f.yaml:12:18  traffic.rate: must be a rate, is 60. Say per what: 60/s or 60/m.',
    'f.yaml:17:48  revisions.v2.errorrate: is not known. Did you mean "errorRate"?',
    'f.yaml:19:13  strategy.roling: is not known; there are by-hand, recreate, rolling, blue-green, canary, baseline, flagger, shadow, ab-test. Did you mean "rolling"?',
    'f.yaml:22:29  operator.0.do: must be one of undo, pause, resume, promote, promoteFull, abort, retry, deploy, scale, is "undoo". Did you mean "undo"?',
  ].join('\n'));
});

test('the revision that is rolled out must exist and be another', () => {
  expect(complaint(change('to: v2', 'to: v3'))).toBe('f.yaml:18:25  rollout.to: names v3, which is no revision. Did you mean "v2"?');
  expect(complaint(change('to: v2', 'to: v1'))).toBe('f.yaml:18:25  rollout.to: is v1, which is in service already as the first revision. Roll out v2.');
  expect(complaint(`${minimal}revisions: { v1: {} }`)).toBe('f.yaml:2:12  revisions: has only v1, so nothing can be rolled out. Add a second revision.');
});

test('what happens must happen within the run', () => {
  expect(complaint(change('at: 30s', 'at: 30m'))).toBe('f.yaml:18:16  rollout.at: is 30m, and the run ends at 12m. Make it earlier, or raise horizon.');
  expect(complaint(`${minimal}faults: [{ at: 10m, kind: crash }]`)).toBe(
    'f.yaml:2:16  faults.0.at: is 10m, and the run ends at 10m. Make it earlier, or raise horizon.',
  );
});

test('an action needs exactly one time, and a revision that exists', () => {
  expect(complaint(change('afterAlarm: 100s, ', ''))).toBe('f.yaml:22:5  operator.0: does not say when. Add at: 1m30s or afterAlarm: 1m.');
  expect(complaint(change('afterAlarm: 100s', 'afterAlarm: 100s, at: 1m'))).toBe('f.yaml:22:5  operator.0: says both at and afterAlarm. Keep one of them.');
  expect(complaint(`${minimal}operator: [{ at: 1m, do: deploy, to: V2 }]`)).toBe('f.yaml:2:38  operator.0.to: names V2, which is no revision. Did you mean "v2"?');
  expect(complaint(`${minimal}operator: [{ at: 1m, do: deploy }]`)).toBe('f.yaml:2:12  operator.0.to: is missing. Add a text: the revision that is rolled out.');
});

test('faults strike what exists', () => {
  expect(complaint(`${minimal}faults: [{ kind: crashLoop, revision: v9 }]`)).toBe('f.yaml:2:39  faults.0.revision: names v9, which is no revision. Did you mean "v1"?');
  expect(complaint(`${minimal}faults: [{ kind: nodeLoss, node: 3 }]`)).toBe('f.yaml:2:34  faults.0.node: is 3, and there are 3 nodes, counted from 0. Write 0 to 2.');
});

test('the fleet must be possible', () => {
  expect(complaint(`${minimal}fleet: { quota: 3 }`)).toBe('f.yaml:2:17  fleet.quota: is 3, less than the 4 servers wanted. Write 4 or more.');
  expect(complaint(`${minimal}fleet: { perNode: 1 }`)).toBe(
    'f.yaml:2:19  fleet.perNode: leaves too little room: 3 nodes × 1 = 3 servers, and 4 are wanted. Raise fleet.perNode or fleet.nodes.',
  );
});

test('a rolling update must be able to move, and its deadline must be reachable', () => {
  expect(complaint(change('maxSurge: 25%, maxUnavailable: 25%', 'maxSurge: 0, maxUnavailable: 0%'))).toBe(
    'f.yaml:19:53  strategy.rolling.maxUnavailable: and maxSurge are both 0, so no server could ever be replaced (Kubernetes: "may not be 0 when `maxSurge` is 0"). Set one of them to 1 or more.',
  );
  expect(complaint(change('minReady: 10s', 'minReady: 10s, progressDeadline: 10s'))).toBe(
    'f.yaml:19:93  strategy.rolling.progressDeadline: is 10s, no more than minReady (Kubernetes: "must be greater than minReadySeconds"). Write more than 10s.',
  );
});

test('a strategy is one of those there are, and only one', () => {
  expect(complaint('title: t')).toBe('f.yaml:1:1  strategy: is missing. Write one of { by-hand: {} }, { recreate: {} }, { rolling: {} }, { blue-green: {} }, { canary: {} }, { baseline: {} }, { flagger: {} }, { shadow: {} }, { ab-test: {} }.');
  expect(complaint('strategy: { rolling: {}, recreate: {} }')).toBe(
    'f.yaml:1:11  strategy: must have exactly one of by-hand, recreate, rolling, blue-green, canary, baseline, flagger, shadow, ab-test, has "rolling" and "recreate". Keep one.',
  );
  expect(complaint('strategy: { lottery: {} }')).toBe(
    'f.yaml:1:13  strategy.lottery: is not known; there are by-hand, recreate, rolling, blue-green, canary, baseline, flagger, shadow, ab-test. Use one of them.',
  );
});

test('a run that would take too long is refused with its size', () => {
  expect(complaint(change('60/s', '6000/s'))).toBe(
    'f.yaml:12:18  traffic.rate: makes about 4.3 million requests (6000/s over 12m, with spikes and retries), and 3 million is the limit. Lower traffic.rate or horizon.',
  );
  expect(complaint(`${minimal}traffic: { rate: 2000/s }\nfaults: [{ at: 0s, kind: trafficSpike, for: 5m, factor: 9 }]`)).toContain('makes about 6 million requests');
  expect(complaint(`${minimal}horizon: 24h\nfleet: { replicas: 500, readiness: { period: 1s } }\ntraffic: { rate: 1/s }`)).toBe(
    'f.yaml:2:10  horizon: makes about 43.2 million probes of 500 servers over 1d, and 10 million is the limit. Lower horizon or fleet.replicas, or raise the period of the probes.',
  );
  expect(complaint(change('12m', '25h'))).toBe('f.yaml:3:10  horizon: must be at most 1d, is "25h". Write 1d or less.');
  expect(complaint(change('replicas: 12', 'replicas: 501'))).toBe('f.yaml:6:13  fleet.replicas: must be at most 500, is 501. Write 500 or less.');
  expect(complaint(`${minimal}faults: [${'{ kind: crash }, '.repeat(101)}]`)).toBe('f.yaml:2:9  faults: may have 100 entries, has 101. Shorten the list.');
  expect(complaint(`${minimal}revisions: { a: , b: , c: , d: , e: , f: , g: , h: , i: }`)).toBe('f.yaml:2:12  revisions: may have 8 entries, has 9. Remove some.');
});

test('hundreds of mistakes are cut short', () => {
  const lines = complaint(`${minimal}faults: [${'{ kind: x }, '.repeat(90)}]`).split('\n');
  expect(lines).toHaveLength(21);
  expect(lines[20]).toBe('f.yaml:2:278  and 70 more problems. Mend the ones above first.');
});

test('an edit is a new source; nothing is checked before it is built', () => {
  const { source } = parse(good);
  const edited = edit(source, 'fleet.replicas', 6);
  expect(build(edited).fleet.replicas).toBe(6);
  expect(build(source).fleet.replicas).toBe(12);
  expect(build(edit(source, 'fleet.liveness.period', '5s')).fleet.liveness).toMatchObject({ period: 5_000_000 });
  expect(build(edit(source, 'strategy', 'recreate')).strategy.kind).toBe('recreate');
  expect(build(edit(edit(source, 'strategy', 'recreate'), 'strategy.recreate.minReady', '5s')).strategy.params).toMatchObject({ minReady: 5_000_000 });
  expect(build(edit(source, 'fleet.replicas', undefined)).fleet.replicas).toBe(4);
  expect(build(edit(source, 'operator.0', undefined)).operator).toEqual([]);
  expect(build(edit(source, 'operator.1', { at: '2m', do: 'pause' })).operator).toHaveLength(2);
  expect(() => build(edit(source, 'fleet.replicas', 'many'))).toThrow(ScenarioError);
});

test('an entry that becomes another kind keeps what fits, and gets what it cannot do without', () => {
  const source: Source = { strategy: { rolling: {} }, faults: [{ kind: 'crash', at: '1m', replicas: 2 }], operator: [{ do: 'undo', at: '2m' }] };
  expect(edit(source, 'faults.0.kind', 'crashLoop')['faults']).toEqual([{ kind: 'crashLoop', at: '1m', revision: 'v2' }]);
  expect(edit(source, 'operator.0.do', 'scale')['operator']).toEqual([{ do: 'scale', at: '2m', replicas: 4 }]);
});

test('an edit cannot reach a prototype', () => {
  expect(() => build(edit({ strategy: { rolling: {} } }, '__proto__.polluted', true))).toThrow('is not allowed as a key');
  expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
});

test('a built source complains with paths, for want of lines', () => {
  try {
    build({ strategy: { rolling: {} }, fleet: { replicas: 0 } });
    expect.unreachable();
  } catch (error) {
    expect((error as ScenarioError).issues).toEqual([
      { file: 'scenario', line: null, column: null, path: 'fleet.replicas', message: 'must be at least 1, is 0', cure: 'Write 1 or more.' },
    ]);
    expect((error as ScenarioError).issues.map(formatIssue)).toEqual(['scenario  fleet.replicas: must be at least 1, is 0. Write 1 or more.']);
  }
});

test('what is rendered is read back the same', () => {
  const { source, scenario } = parse(good);
  expect(parse(render(source))).toEqual({ source, scenario, notes: [], read: 'scenario' });
  const tricky: Source = { ...source, title: 'yes: "no" # 1e3', description: '- 0x1F\n\t…   \u{1f680} ' };
  expect(parse(render(tricky)).source).toEqual(tricky);
});

test('rendered text is laid out for people', () => {
  expect(render({ strategy: { rolling: { maxSurge: 1 } }, title: 'T', fleet: { replicas: 3 } })).toBe(
    'title: T\nfleet: {replicas: 3}\nstrategy: {rolling: {maxSurge: 1}}\n',
  );
});

test('a preStop that outlasts the grace period is allowed, and what will happen is said', () => {
  const { scenario, notes } = parse(change('preStop: 10s', 'preStop: 50s'), { file: 'f.yaml' });
  expect(scenario.fleet).toMatchObject({ preStop: 50_000_000, grace: 40_000_000 });
  expect(notes).toEqual([
    {
      kind: 'assumed', path: 'fleet.preStop', line: 10,
      message: 'preStop takes 50s, and the grace period ends after 40s: the server gets TERM at 40s and KILL 2s later, whatever it still has to do.',
    },
  ]);
});

test.each([
  ['{ at: 60s, crash: { replicas: 1 } }', 'faults.0.kind: is missing. Write { at: 60s, kind: crash, replicas: 1 }.'],
  ['{ at: 60s, type: crash }', 'faults.0.kind: is missing. Write { at: 60s, kind: crash }.'],
  ['{ at: 60s, fault: crash, replicas: 2 }', 'faults.0.kind: is missing. Write { at: 60s, replicas: 2, kind: crash }.'],
  ['{ at: 60s, crashLoop: v2 }', 'faults.0.kind: is missing. Write { at: 60s, kind: crashLoop, revision: v2 }.'],
  ['{ at: 60s, crash }', 'faults.0.kind: is missing. Write { at: 60s, kind: crash }.'],
  ['{ crash: { at: 60s } }', 'faults.0.kind: is missing. Write { kind: crash, at: 60s }.'],
  ['crash', 'faults.0: must be a mapping, is "crash". Write { kind: crash }.'],
  ['{ at: 60s, kind: podKill }', 'faults.0.kind: must be one of crash, crashLoop, imagePullFailure, readinessNeverPasses, slowBoot, nodeLoss, trafficSpike, is "podKill". Did you mean "crash"?'],
  ['{ at: 60s, kind: meteor }', 'faults.0.kind: must be one of crash, crashLoop, imagePullFailure, readinessNeverPasses, slowBoot, nodeLoss, trafficSpike, is "meteor". Use one of them.'],
  ['{ at: 60s }', 'faults.0.kind: is missing. Add kind: with one of crash, crashLoop, imagePullFailure, readinessNeverPasses, slowBoot, nodeLoss, trafficSpike.'],
])('the fault %s is told how to be written', (written, wrong) => expect(complaint(`${minimal}faults: [${written}]`)).toMatch(new RegExp(`^f\\.yaml:2:\\d+  ${wrong.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)));

test.each([
  ['{ at: 60s, undo: {} }', 'operator.0.do: is missing. Write { at: 60s, do: undo }.'],
  ['{ at: 60s, action: undo }', 'operator.0.do: is missing. Write { at: 60s, do: undo }.'],
  ['{ at: 60s, scale: 3 }', 'operator.0.do: is missing. Write { at: 60s, do: scale, replicas: 3 }.'],
  ['{ at: 60s, deploy: v2 }', 'operator.0.do: is missing. Write { at: 60s, do: deploy, to: v2 }.'],
  ['{ at: 60s, type: rollback }', 'operator.0.do: is missing. Write { at: 60s, do: undo }.'],
  ['undo', 'operator.0: must be a mapping, is "undo". Write { do: undo }.'],
])('the action %s is told how to be written', (written, wrong) => expect(complaint(`${minimal}operator: [${written}]`).replace(/^f\.yaml:2:\d+ {2}/, '')).toBe(wrong));

test('one entry without a list, and a strategy as Kubernetes writes it', () => {
  expect(complaint(`${minimal}faults: { at: 60s, kind: crash }`)).toBe('f.yaml:2:9  faults: must be a list, is a mapping. Begin each entry with a dash, or write [ … ].');
  expect(complaint('strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } }')).toBe(
    'f.yaml:1:11  strategy: has a type, as in Kubernetes; here the type is the key. Write { rolling: { maxSurge: 1 } }.',
  );
});

test('revisions as a list of names', () =>
  expect(complaint(`${minimal}revisions: [v1, v2]`)).toBe('f.yaml:2:12  revisions: must be a mapping, is a list. Write { v1: {}, v2: {} }.'));

test('somebody else’s file is told in one line, however long it is', () => {
  const foreign = Array.from({ length: 300 }, (_, i) => `key${i}: a secret`).join('\n');
  expect(complaint(foreign)).toBe(
    'f.yaml:1:1  is neither a scenario nor a manifest: not one of its keys is known. A scenario has strategy, fleet, traffic and so on; a manifest has apiVersion and kind.',
  );
});

test('an edit of what is there by default keeps the rest of it, and begins a list', () => {
  const source: Source = { strategy: { rolling: {} } };
  expect(edit(source, 'revisions.v2.errorRate', '5%')['revisions']).toEqual({ v1: {}, v2: { errorRate: '5%' } });
  expect(edit(edit(source, 'faults.0.kind', 'crash'), 'faults.0.at', '60s')['faults']).toEqual([{ kind: 'crash', at: '60s' }]);
  expect(edit(source, 'faults.0.at', undefined)).toEqual(source);
});

test('what does not fit together is told at once with what cannot be read', () => {
  const wrong = `${minimal}traffic: { rate: 60 }\nrollout: { to: v3 }\noperator: [{ do: undo }]\nfaults: [{ kind: nodeLoss, node: 9 }]`;
  expect(complaint(wrong).split('\n')).toEqual([
    'f.yaml:2:18  traffic.rate: must be a rate, is 60. Say per what: 60/s or 60/m.',
    'f.yaml:3:16  rollout.to: names v3, which is no revision. Did you mean "v2"?',
    'f.yaml:4:12  operator.0: does not say when. Add at: 1m30s or afterAlarm: 1m.',
    'f.yaml:5:34  faults.0.node: is 9, and there are 3 nodes, counted from 0. Write 0 to 2.',
  ]);
  // But nothing is said that may only follow from it.
  expect(complaint(`${minimal}fleet: { nodes: many }\nfaults: [{ kind: nodeLoss, node: 9 }]`).split('\n')).toHaveLength(1);
  expect(complaint(`${minimal}horizon: long\nfaults: [{ kind: crash, at: 20m }]`).split('\n')).toHaveLength(1);
  expect(complaint('strategy: {}\nrollout: { to: v3 }').split('\n')).toHaveLength(2);
});
