import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, run, type Trace } from '../../src/sim/index.ts';
import { SECOND } from '../../src/sim/kernel/index.ts';

type Source = Parameters<typeof build>[0];
/** Everything constant: a new server is available nine seconds after it was asked for, and one that goes is gone within two. */
const play = (change: object, seed = 1): Trace =>
  run(
    build({
      title: 'deployment',
      horizon: '10m',
      revisions: { v1: {}, v2: {}, v3: {} },
      rollout: { at: '30s', to: 'v2' },
      traffic: { rate: '1/s' },
      ...change,
      fleet: {
        replicas: 4,
        schedule: '1s',
        pull: '2s',
        boot: '6s',
        readiness: { period: '1s' },
        ...('fleet' in change ? (change.fleet as object) : {}),
      },
    } as unknown as Source),
    { seed },
  );
const history = (trace: Trace, from = 1): string[] =>
  trace.facts.flatMap((fact) => {
    if (fact.at < from * SECOND) return [];
    const at = fact.at / SECOND;
    if (fact.type === 'replicaset.scaled') return [`${at} ${fact.revision} ${fact.from}→${fact.to}`];
    if (fact.type === 'rollout.state') return [`${at} ${fact.state}`];
    if (fact.type === 'operator.acted') return [`${at} ${fact.action}${fact.accepted ? '' : ` refused: ${fact.reason}`}`];
    return [];
  });

describe('a whole Deployment', () => {
  test('scaled from 10 to 20 in mid-rollout keeps its proportions', () => {
    const trace = play({ fleet: { replicas: 10 }, strategy: 'rolling', operator: [{ at: '35s', do: 'scale', replicas: 20 }] });
    expect(history(trace).slice(0, 7)).toEqual([
      '30 rollingOut.progressing',
      '30 v2 0→3',
      '30 v1 10→8',
      '30 v2 3→5',
      '35 scale to 20',
      '35 v1 8→15',
      '35 v2 5→10',
    ]);
    expect(history(trace).at(-1)).toMatch(/ complete$/);
  });

  test('paused, given a third revision and resumed goes straight to the third', () => {
    const trace = play({
      strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } },
      operator: [
        { at: '33s', do: 'pause' },
        { at: '60s', do: 'deploy', to: 'v3' },
        { at: '90s', do: 'resume' },
      ],
    });
    expect(history(trace).slice(0, 9)).toEqual([
      '30 rollingOut.progressing',
      '30 v2 0→1',
      '33 pause',
      '33 rollingOut.paused',
      '60 deploy v3',
      '90 resume',
      '90 rollingOut.progressing',
      '90 v1 4→3',
      '90 v3 0→1',
    ]);
    expect(history(trace).at(-1)).toMatch(/ complete$/);
  });

  test('whose last servers came up while it was paused is complete the moment it is resumed', () => {
    const trace = play({
      strategy: { rolling: { maxSurge: '100%', maxUnavailable: '100%' } },
      operator: [
        { at: '33s', do: 'pause' },
        { at: '60s', do: 'resume' },
      ],
    });
    expect(history(trace).slice(-2)).toEqual(['60 resume', '60 complete']);
  });

  test('undone while the old servers are still saying goodbye starts new ones of the old revision beside them', () => {
    const trace = play({
      fleet: { preStop: '60s', grace: '90s' },
      strategy: { rolling: { maxSurge: '100%', maxUnavailable: 0 } },
      operator: [{ at: '50s', do: 'undo' }],
    });
    expect(history(trace).slice(0, 6)).toEqual([
      '30 rollingOut.progressing',
      '30 v2 0→4',
      '39 v1 4→0',
      '39 complete',
      '50 undo',
      '50 rollingBack.progressing',
    ]);
    const alive = new Set(trace.facts.flatMap((fact) => ('detail' in fact && fact.at <= 51 * SECOND ? [fact.replica] : [])));
    expect([...alive].filter((replica) => replica.startsWith('v1'))).toHaveLength(8);
    expect(history(trace).at(-1)).toMatch(/ restored$/);
  });

  test('sent back to v1 in mid-rollout uses the replica set it has, and needs no new one', () => {
    const trace = play({
      strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } },
      operator: [{ at: '45s', do: 'deploy', to: 'v1' }],
    });
    expect(history(trace)).toEqual([
      '30 rollingOut.progressing',
      '30 v2 0→1',
      '39 v1 4→3',
      '39 v2 1→2',
      '45 deploy v1',
      '45 rollingBack.progressing',
      '45 v2 2→1',
      '45 v1 3→4',
      '54 v2 1→0',
      '54 restored',
    ]);
  });

  test('of no servers is complete at once, and grows when it is scaled up', () => {
    const trace = play({
      strategy: 'rolling',
      operator: [
        { at: '5s', do: 'scale', replicas: 0 },
        { at: '50s', do: 'scale', replicas: 3 },
      ],
    });
    expect(history(trace)).toEqual(['5 scale to 0', '5 v1 4→0', '30 complete', '50 scale to 3', '50 v2 0→3']);
  });

  test('that keeps no history cannot be undone once it is complete, and can before', () => {
    const undone = (at: string): string[] =>
      play({ strategy: { rolling: { revisionHistoryLimit: 0 } }, operator: [{ at, do: 'undo' }] }).facts.flatMap((fact) =>
        fact.type === 'operator.acted' ? [`${fact.accepted} ${fact.reason}`] : [],
      );
    expect(undone('35s')).toEqual(['true ']);
    expect(undone('5m')).toEqual(['false no earlier revision is kept to go back to: the history limit is 0']);
  });

  test('whose new version comes and goes makes progress each time it comes, by the letter of the rule', () => {
    const trace = play({
      strategy: { rolling: { maxSurge: 1, maxUnavailable: 0, progressDeadline: '61s', minReady: '1m' } },
      fleet: { liveness: null },
      faults: [{ kind: 'crashLoop', revision: 'v2', at: '0s', after: '10s' }],
      horizon: '4m',
    });
    // Up at 39, 50, 71, 102 and 153 s: less than a minute apart, until the back-off is longer than the deadline.
    expect(history(trace)).toEqual(['30 rollingOut.progressing', '30 v2 0→1', '214 rollingOut.overdue']);
  });

  test('of Recreate waits for ever for an old server on a lost node: nobody can say that it has stopped', () => {
    const trace = play({
      strategy: 'recreate',
      fleet: { nodes: 2 },
      horizon: '30m',
      faults: [{ kind: 'nodeLoss', node: 0, at: '20s' }],
    });
    expect(history(trace)).toEqual(['30 rollingOut.stoppingOld', '30 v1 4→0', '630 rollingOut.overdue']);
  });
});

describe('invariants of whole runs, whatever goes wrong', () => {
  const at = fc.integer({ min: 0, max: 200 }).map((s) => `${s}s`);
  const lasts = fc.integer({ min: 1, max: 90 }).map((s) => `${s}s`);
  const revision = fc.constantFrom('v1', 'v2');
  const fault = fc.oneof(
    fc.record({ kind: fc.constant('crash'), at, replicas: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('crashLoop'), at, for: lasts, revision, after: fc.constant('5s') }),
    fc.record({ kind: fc.constant('readinessNeverPasses'), at, for: lasts, revision }),
    fc.record({ kind: fc.constant('nodeLoss'), at, for: lasts, node: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ kind: fc.constant('trafficSpike'), at, for: lasts, factor: fc.constantFrom(0, 20) }),
  );
  const world = fc.record({
    strategy: fc.constantFrom('rolling', 'recreate'),
    seed: fc.integer({ min: 1, max: 1000 }),
    faults: fc.array(fault, { maxLength: 5 }),
    operator: fc.array(
      fc.oneof(
        fc.record({ at, do: fc.constantFrom('undo', 'pause', 'resume') }),
        fc.record({ at, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
      ),
      { maxLength: 4 },
    ),
    fleet: fc.record({
      quota: fc.constantFrom('none', 5),
      liveness: fc.constantFrom('none', { initialDelay: '8s', period: '2s' }),
      startup: fc.constantFrom('none', { period: '1s', failure: 20 }),
      preStop: fc.constantFrom('0s', '7s'),
      concurrency: fc.constantFrom(1, 8),
      onTerm: fc.constantFrom('drain', 'exit', 'serve'),
    }),
    retries: fc.integer({ min: 0, max: 2 }),
    leak: fc.boolean(),
  });
  type World = typeof world extends fc.Arbitrary<infer W> ? W : never;
  const runOf = ({ strategy, seed, faults, operator, fleet, retries, leak }: World): Trace =>
    play(
      {
        horizon: '40m',
        strategy,
        faults,
        operator,
        fleet,
        traffic: { rate: '4/s', retries: { attempts: retries } },
        revisions: { v1: {}, v2: { latency: '200ms', ...(leak ? { leak: { after: '40s', slowdown: 5 } } : {}) }, v3: {} },
      },
      seed,
    );

  test('never more is wanted than replicas and surge; with Recreate, two revisions never live at once; in the end routers know who is ready', () => {
    fc.assert(
      fc.property(world, (given) => {
        const trace = runOf(given);
        const wanted = new Map<string, number>(),
          state = new Map<string, string>(),
          known = new Set<string>();
        for (const [index, fact] of trace.facts.entries()) {
          if (fact.type === 'replicaset.scaled') wanted.set(fact.revision, fact.to);
          if (fact.type === 'replica.known') known.add(fact.replica);
          if (fact.type === 'replica.forgotten') known.delete(fact.replica);
          if ('detail' in fact) state.set(fact.replica, fact.type);
          if (trace.facts[index + 1]?.at === fact.at) continue;
          expect([...wanted.values()].reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5);
          const living = new Set(
            [...state].filter(([, now]) => now !== 'replica.gone').map(([replica]) => replica.split('-')[0]),
          );
          if (given.strategy === 'recreate') expect(living.size).toBeLessThanOrEqual(1);
        }
        if (given.leak) return;
        const ready = [...state].filter(([, now]) => now === 'replica.available').map(([replica]) => replica);
        expect([...known].sort()).toEqual(ready.sort());
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});
