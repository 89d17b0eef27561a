import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, run, type Trace } from '../../src/sim/index.ts';
import { SECOND } from '../../src/sim/kernel/index.ts';
import { digestOf } from '../../src/sim/trace/digest.ts';

type Source = Parameters<typeof build>[0];
const play = (source: Source, seed = 1): Trace => run(build(source), { seed });

const STOPPING = ['replica.terminating', 'replica.stopping', 'replica.killed'];

/** Living replicas at a second, read off the facts: by revision, with the terminating ones apart. */
function living(trace: Trace, atSeconds: number): Record<string, number> {
  const states = new Map<string, string>();
  for (const fact of trace.facts) if (fact.at <= atSeconds * SECOND && 'detail' in fact) states.set(fact.replica, fact.type);
  const counts: Record<string, number> = {};
  for (const [replica, state] of states) {
    if (state === 'replica.gone') continue;
    const group = STOPPING.includes(state) ? 'terminating' : replica.split('-')[0]!;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

const scalings = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) =>
    fact.type === 'replicaset.scaled' ? [`${fact.at / SECOND} ${fact.revision} ${fact.from}→${fact.to}`] : [],
  );

const stateAt = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [`${Math.round(fact.at / SECOND)} ${fact.state}`] : []));

describe('numbers that people reported', () => {
  // kubernetes/kubernetes#95498: "maxSurge is not respected".
  test('15 replicas, 25 %/25 %, slow to terminate: 12 old, 7 new and 3 terminating live at once, more than 19', () => {
    const trace = play({
      title: 'k8s#95498',
      fleet: { replicas: 15, grace: '70s', preStop: '60s', nodes: 5 },
      traffic: { rate: '10/s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      strategy: { rolling: { maxSurge: '25%', maxUnavailable: '25%' } },
    });
    expect(scalings(trace).slice(0, 4)).toEqual(['0 v1 0→15', '30 v2 0→4', '30 v1 15→12', '30 v2 4→7']);
    expect(living(trace, 31)).toEqual({ v1: 12, v2: 7, terminating: 3 });
  });

  // kubernetes/kubernetes#89209: a rolling update that a quota of one pod can never begin.
  test('one replica, quota of one: the new one is never created and the old one stays', () => {
    const trace = play({
      title: 'k8s#89209',
      horizon: '12m',
      fleet: { replicas: 1, quota: 1 },
      traffic: { rate: '2/s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      strategy: 'rolling',
    });
    expect(scalings(trace)).toEqual(['0 v1 0→1', '30 v2 0→1']);
    expect(living(trace, 720)).toEqual({ v1: 1 });
    expect(stateAt(trace)).toEqual(['0 idle', '30 rollingOut.progressing', '630 rollingOut.overdue']);
    expect(trace.facts.filter(({ type }) => type === 'replicaset.blocked')).toHaveLength(1);
  });

  test('the same with maxUnavailable 1 is freed: the old one goes first', () => {
    const trace = play({
      title: 'k8s#89209 cured',
      fleet: { replicas: 1, quota: 1 },
      traffic: { rate: '2/s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      strategy: { rolling: { maxSurge: 0, maxUnavailable: 1 } },
    });
    expect(living(trace, 300)).toEqual({ v2: 1 });
  });

  // zalando/skipper#652: the pod is gone, the route is dropped three seconds later.
  test('routers three seconds behind: requests fail for three seconds after the process has stopped, unless preStop outlasts them', () => {
    const world: Source = {
      title: 'skipper#652',
      fleet: { replicas: 2 },
      traffic: { rate: '50/s', arrivals: 'constant', endpointLag: '3s' },
      revisions: { v1: { latency: '20ms' }, v2: { latency: '20ms' } },
      rollout: { at: '30s', to: 'v2' },
      strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } },
    };
    const refused = (trace: Trace): number[] => [...trace.requests.outcome.keys()].filter((i) => trace.requests.outcome[i] === 3);
    const bare = play(world),
      spans = refused(bare).map((i) => bare.requests.arrivedAt[i]! / SECOND);
    const stops = bare.facts.filter(({ type }) => type === 'replica.stopping').map(({ at }) => at / SECOND);
    expect(stops).toHaveLength(2);
    for (const at of spans) expect(stops.some((stop) => at >= stop && at <= stop + 3)).toBe(true);
    expect(spans.length).toBeGreaterThan(80);
    expect(refused(play({ ...world, fleet: { replicas: 2, preStop: '4s' } }))).toEqual([]);
  });
});

describe('a run', () => {
  const small: Source = {
    title: 'small',
    horizon: '4m',
    fleet: { replicas: 3 },
    traffic: { rate: '20/s' },
    revisions: { v1: {}, v2: { errorRate: '5%' } },
    rollout: { at: '30s', to: 'v2' },
    strategy: 'rolling',
    operator: [{ at: '2m', do: 'undo' }],
  };

  test('is the same to the byte for the same scenario and seed, and another for another seed', () => {
    const digests = [play(small), play(small), play(small, 2)].map(({ digest }) => digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  test('has a digest over everything: any fact, any number in any column', () => {
    const trace = play(small),
      { digest } = trace,
      seen = new Set([digest]);
    const columns = [trace.requests, trace.attempts].flatMap((table) =>
      Object.values(table).filter((column: unknown): column is Float64Array => ArrayBuffer.isView(column)),
    );
    expect(columns).toHaveLength(14);
    for (const column of columns) {
      const last = column.length - 1,
        kept = column[last]!;
      column[last] = kept + 1;
      seen.add(digestOf(trace));
      column[last] = kept;
    }
    for (const changed of [
      { facts: trace.facts.slice(1) },
      { header: { ...trace.header, seed: 2 } },
      { replicas: [] },
      { revisions: [] },
    ])
      seen.add(digestOf({ ...trace, ...changed }));
    expect(seen.size).toBe(19);
  });

  test('plays the same in slices with progress as in one go', () => {
    const shares: number[] = [];
    const sliced = run(build(small), { seed: 1, onProgress: (share) => shares.push(share) });
    expect(sliced.digest).toBe(play(small).digest);
    expect(shares.at(-1)).toBe(1);
  });

  test('can be given up from its progress', () => {
    expect(() =>
      run(build(small), {
        onProgress: () => {
          throw new Error('enough');
        },
      }),
    ).toThrow('enough');
  });

  test('stops with a named error when it needs more events than allowed', () => {
    expect(() => run(build(small), { eventLimit: 1000 })).toThrow(/stopped after 1000 events at .* of simulated time/);
  });

  test('gives every strategy the same users at the same instants with the same luck', () => {
    const [rolling, recreate, byHand] = ['rolling', 'recreate', 'by-hand'].map((strategy) => play({ ...small, strategy }));
    expect(recreate!.requests.arrivedAt).toEqual(rolling!.requests.arrivedAt);
    expect(byHand!.requests.user).toEqual(rolling!.requests.user);
    const readyIn = (trace: Trace, replica: string): number => {
      const of = (type: string): number =>
        trace.facts.find((fact) => fact.type === type && 'replica' in fact && fact.replica === replica)!.at;
      return of('replica.running') - of('replica.starting');
    };
    expect(readyIn(recreate!, 'v2-2')).toBe(readyIn(rolling!, 'v2-2'));
  });

  test('undo ends with stable serving all', () => {
    const trace = play(small);
    expect(stateAt(trace).at(-1)).toMatch(/ restored$/);
    expect(living(trace, 240)).toEqual({ v1: 3 });
  });

  test('an undo after the alarm waits for the alarm, and never comes when there is none', () => {
    const afterAlarm = (errorRate: string): Trace =>
      play({
        ...small,
        fleet: { replicas: 3, preStop: '5s' },
        revisions: { v1: {}, v2: { errorRate } },
        operator: [{ afterAlarm: '20s', do: 'undo' }],
      });
    const bad = afterAlarm('30%'),
      at = (trace: Trace, type: string): number => trace.facts.find((fact) => fact.type === type)!.at;
    expect(at(bad, 'operator.acted') - at(bad, 'alarm.fired')).toBe(20 * SECOND);
    expect(afterAlarm('0%').facts.some(({ type }) => type === 'operator.acted')).toBe(false);
  });

  test('a third revision in mid-rollout takes over, and the second never finishes', () => {
    const trace = play({ ...small, revisions: { v1: {}, v2: {}, v3: {} }, operator: [{ at: '40s', do: 'deploy', to: 'v3' }] });
    expect(living(trace, 240)).toEqual({ v3: 3 });
  });

  test('any strategy meets any fault and any act at any moment: no crash, conservation, and the fleet ends at its wanted size', () => {
    const at = fc.integer({ min: 0, max: 150 }).map((s) => `${s}s`);
    const fault = fc.oneof(
      fc.record({ kind: fc.constant('crash'), at, replicas: fc.integer({ min: 1, max: 3 }) }),
      fc.record({
        kind: fc.constant('crashLoop'),
        at,
        for: fc.constant('30s'),
        revision: fc.constantFrom('v1', 'v2'),
        after: fc.constant('5s'),
      }),
      fc.record({ kind: fc.constant('imagePullFailure'), at, for: fc.constant('30s'), revision: fc.constantFrom('v1', 'v2') }),
      fc.record({
        kind: fc.constant('readinessNeverPasses'),
        at,
        for: fc.constant('30s'),
        revision: fc.constantFrom('v1', 'v2'),
      }),
      fc.record({ kind: fc.constant('slowBoot'), at, for: fc.constant('30s'), factor: fc.constant(4) }),
      fc.record({ kind: fc.constant('nodeLoss'), at, for: fc.constant('60s'), node: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ kind: fc.constant('trafficSpike'), at, for: fc.constant('30s'), factor: fc.constant(4) }),
    );
    const act = fc.oneof(
      fc.record({ at, do: fc.constantFrom('undo', 'pause', 'resume', 'promote', 'promoteFull', 'abort', 'retry') }),
      fc.record({ at, do: fc.constant('scale'), replicas: fc.integer({ min: 0, max: 8 }) }),
      fc.record({ at, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('rolling', 'recreate', 'by-hand', 'blue-green', 'canary', 'flagger', 'baseline', 'shadow', 'ab-test'),
        fc.array(fault, { maxLength: 3 }),
        fc.array(act, { maxLength: 4 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom('drain', 'exit', 'serve'),
        fc.constantFrom('0s', '10s', '29s'),
        (strategy, faults, operator, seed, onTerm, preStop) => {
          const source = {
            title: 'any',
            horizon: '30m',
            fleet: { replicas: 4, nodes: 3, onTerm, preStop },
            traffic: { rate: '2/s' },
            revisions: { v1: {}, v2: {}, v3: {} },
            rollout: { at: '20s', to: 'v2' },
            strategy,
            faults,
            operator,
          } as unknown as Source;
          const trace = play(source, seed);
          const { windows } = trace,
            sum = (column: Uint32Array): number => column.reduce((total, value) => total + value, 0);
          const inFlight = trace.requests.outcome.filter((outcome) => outcome === 0).length;
          expect(sum(windows.served) + sum(windows.failed) + inFlight).toBe(sum(windows.offered));
          const paused = stateAt(trace).at(-1)!.includes('paused');
          const wanted = new Map<string, number>();
          for (const fact of trace.facts) if (fact.type === 'replicaset.scaled') wanted.set(fact.revision, (wanted.get(fact.revision) ?? 0) + fact.to - fact.from);
          const alive = living(trace, 1800);
          // Half an hour is time enough for every back-off: whoever is wanted is there, and nobody else.
          if (!paused) expect(Object.fromEntries([...wanted].filter(([, n]) => n > 0))).toEqual(alive);
        },
      ),
      { numRuns: 150, seed: 2 },
    );
  });
});
