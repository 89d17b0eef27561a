import { describe, expect, test } from 'vitest';
import { build, frameAt, framePools, keepsPools, keptWith, run, type Trace } from '../../src/sim/index.ts';
import { SECOND } from '../../src/sim/kernel/index.ts';

type Source = Parameters<typeof build>[0];
const play = (source: Source): Trace =>
  run(
    build({
      title: 'Pools',
      horizon: '4m',
      fleet: { replicas: 4 },
      traffic: { rate: '40/s', users: 300 },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      ...source,
    }),
  );
const poolsAt = (trace: Trace, seconds: number) => framePools(trace, frameAt(trace, seconds * SECOND));
const told = (trace: Trace) =>
  trace.facts.flatMap((fact) =>
    fact.type === 'pools.changed'
      ? [`${Math.floor(fact.at / SECOND)} ${JSON.stringify(fact.names)} ${JSON.stringify(fact.asked)}`]
      : [],
  );

describe('what a controller calls its pools', () => {
  test('a canary by numbers of servers is after a share, which the servers only come near to', () => {
    const trace = play({
      strategy: { canary: { maxSurge: 1, steps: [{ setWeight: 10 }, 'pause'] } },
      operator: [{ at: '2m', do: 'abort' }],
    });
    expect(told(trace)).toEqual([
      '0 {"v1":"stable"} null',
      '30 {"v1":"stable","v2":"canary"} {"v1":0.9,"v2":0.1}',
      '120 {"v1":"stable","v2":"canary"} {"v1":1,"v2":0}',
    ]);
    const { isRouted, pools } = poolsAt(trace, 100);
    expect(isRouted).toBe(false);
    expect(
      pools.map(({ id, title, revisions, replicas, asked, effective }) => [id, title, revisions, replicas, asked, effective]),
    ).toEqual([
      ['v1', 'stable', ['v1'], 4, 0.9, 0.8],
      ['v2', 'canary', ['v2'], 1, 0.1, 0.2],
    ]);
    expect(pools[1]!.measured).toBeCloseTo(0.2, 1);
  });

  test('a canary with a router asks it; routers follow later, and what is measured follows them', () => {
    const trace = play({
      traffic: { rate: '200/s', users: 300, endpointLag: '8s' },
      strategy: { canary: { trafficRouting: {}, steps: [{ setWeight: 30 }, 'pause'] } },
    });
    const asked = trace.facts.find((fact) => fact.type === 'route.asked')!.at / SECOND;
    const share = (seconds: number) => {
      const { asked, effective } = poolsAt(trace, seconds).pools[1]!;
      return { asked, effective };
    };
    expect(share(asked - 1)).toEqual({ asked: 0, effective: 0 });
    expect(share(asked + 1)).toEqual({ asked: 0.3, effective: 0 });
    expect(share(asked + 9)).toEqual({ asked: 0.3, effective: 0.3 });
    expect(poolsAt(trace, asked + 30).pools[1]!.measured).toBeCloseTo(0.3, 1);
    expect(told(trace).at(-1)).toMatch(/"v2":"canary"} null$/);
  });

  test('blue-green: the preview gets copies, the switch swaps the names, and the old environment stands by', () => {
    const trace = play({
      strategy: { 'blue-green': { previewTraffic: '50%', autoPromotionSeconds: '20s', scaleDownDelay: '1m' } },
    });
    expect(told(trace).map((line) => line.replace(/ null$/, '').replace(/^\d+ /, ''))).toEqual([
      '{"v1":"active"}',
      '{"v2":"preview","v1":"active"}',
      '{"v1":"standby","v2":"active"}',
      '{"v2":"active"}',
    ]);
    const switched = trace.facts.findLast((fact) => fact.type === 'route.asked')!.at / SECOND;
    const preview = poolsAt(trace, switched - 1).pools[1]!;
    expect([preview.title, preview.mirrored, preview.effective, preview.measured]).toEqual(['preview', 0.5, 0, 0]);
    expect(preview.copies).toBeGreaterThan(10);
    expect(preview.copies).toBeLessThan(30);
  });

  test('a rolling update keeps no pools', () => {
    expect(keepsPools(play({ strategy: 'rolling' }))).toBe(false);
  });
});

test('Flagger keeps environments: their names are those of the pools, and the primary takes the new revision in', () => {
  const trace = play({
    horizon: '6m',
    strategy: { flagger: { interval: '10s', stepWeight: 50, maxWeight: 50, metrics: [] } },
  });
  expect(keepsPools(trace)).toBe(true);
  const { pools } = poolsAt(trace, 359);
  expect(pools.map(({ id, environment, title, revisions, effective }) => [id, environment, title, revisions, effective])).toEqual(
    [
      ['primary', 'primary', 'primary', ['v2'], 1],
      ['canary', 'canary', 'canary', ['v2'], 0],
    ],
  );
});

test('a cookie keeps its user with the canary, for as long as routers look at cookies', () => {
  const trace = play({
    horizon: '5m',
    strategy: { flagger: { interval: '30s', stepWeight: 10, maxWeight: 50, sessionAffinity: { maxAge: '1h' }, metrics: [] } },
  });
  const counts = [10, 100, 130, 160].map((seconds) => poolsAt(trace, seconds).pools[1]?.sticky ?? 0);
  expect(counts[0]).toBe(0);
  expect(counts[1]).toBeGreaterThan(0);
  expect(counts[2]).toBeGreaterThan(counts[1]!);
  // 1 − (1 − w)^k: many more users than the weight says are bound after a minute.
  expect(counts[3]).toBeGreaterThan(100);
  const at = 160 * SECOND,
    users = Array.from({ length: 300 }, (_, user) => user);
  expect(users.filter((user) => keptWith(trace, user, at) === 'canary')).toHaveLength(counts[3]!);
  // Whoever has a cookie is served by the canary, whenever they come.
  const { attempts, requests } = trace;
  for (let row = 0; row < attempts.count; row++) {
    const sentAt = attempts.sentAt[row]!;
    if (sentAt < 100 * SECOND || sentAt > at || keptWith(trace, requests.user[attempts.request[row]!]!, sentAt) === null)
      continue;
    expect(trace.replicas[attempts.replica[row]!]).toMatch(/-canary-/);
  }
});

test('users of a split are kept for good, from their first request in it', () => {
  const trace = play({ strategy: { 'ab-test': { share: '30%' } } });
  const at = 120 * SECOND,
    split = trace.facts.find((fact) => fact.type === 'route.effective' && fact.route.split);
  expect(split?.at).toBeLessThan(at);
  const { id, sticky } = poolsAt(trace, 120).pools[1]!;
  // Of 300 users, three in ten belong to the split, and in a minute and more nearly all of them have come.
  expect(sticky).toBeGreaterThan(60);
  expect(sticky).toBeLessThan(120);
  const { attempts, requests } = trace;
  for (let row = 0; row < attempts.count; row++) {
    if (attempts.sentAt[row]! < split!.at || attempts.sentAt[row]! > at) continue;
    const isKept = keptWith(trace, requests.user[attempts.request[row]!]!, attempts.sentAt[row]!) === id;
    expect(trace.replicas[attempts.replica[row]!]!.includes(`-${id}-`)).toBe(isKept);
  }
});
