import { describe, expect, test } from 'vitest';
import { FAILURE_CAUSES } from '../../../src/sim/trace/facts.ts';
import { lifeOf, outcomes, play, terms, why } from './small-world.ts';
import { seconds } from '../../../src/sim/kernel/index.ts';

describe('a replica', () => {
  test('is started, then ready, then known to routers, at three different instants', () => {
    const world = play(terms(), { 10: (w) => w.sets.scale('v2', 1, why) });
    expect(lifeOf(world, 'v2-1')).toEqual([
      '10 pending',
      '11 scheduled',
      '11 pulling',
      '13 starting',
      '18 running',
      '19 ready',
      '19 available',
      '20 known',
    ]);
  });

  test('stops listening at once on deletion, a second before routers forget it', () => {
    const world = play(terms(), { 10: (w) => w.sets.scale('v1', 3, why) });
    const victim = world.sets.replicas.find(({ state }) => state === 'gone')!;
    expect(lifeOf(world, victim.id)).toEqual([
      '0 available',
      '0 known',
      '10 terminating',
      '10 stopping',
      '10.5 gone',
      '11 forgotten',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('refused 5, served 1194');
  });

  test('with a preStop hook longer than the routers are behind, loses no request', () => {
    const world = play(terms({ fleet: { preStop: seconds(3) } }), { 10: (w) => w.sets.scale('v1', 3, why) });
    const victim = world.sets.replicas.find(({ state }) => state === 'gone')!;
    expect(lifeOf(world, victim.id)).toEqual([
      '0 available',
      '0 known',
      '10 terminating',
      '11 forgotten',
      '13 stopping',
      '13.5 gone',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('served 1199');
  });

  test('is killed at the end of its grace period with its requests cut off', () => {
    const world = play(
      terms({
        fleet: { grace: seconds(3), replicas: 1, readiness: null },
        traffic: { rate: 1, timeout: seconds(30) },
        v1: { latency: { kind: 'constant', value: seconds(8) } },
        horizon: seconds(30),
      }),
      { 10.5: (w) => w.sets.scale('v1', 0, why) },
    );
    expect(lifeOf(world, 'v1-1')).toEqual([
      '0 available',
      '0 known',
      '10.5 terminating',
      '10.5 stopping',
      '11.5 forgotten',
      '13.5 killed',
      '13.5 gone',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('noEndpoint 18, queueFull 4, refused 1, reset 4, served 2');
  });

  test('that serves on after TERM leaves when routers have forgotten it and it is idle', () => {
    const world = play(terms({ fleet: { onTerm: 'serve' } }), { 10: (w) => w.sets.scale('v1', 3, why) });
    const victim = world.sets.replicas.find(({ state }) => state === 'gone')!;
    expect(lifeOf(world, victim.id)).toEqual([
      '0 available',
      '0 known',
      '10 terminating',
      '10 stopping',
      '11 forgotten',
      '11.5 gone',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('served 1199');
  });

  test('must stay ready for minReady before it counts as available', () => {
    const world = play(terms({ minReady: seconds(7) }), { 10: (w) => w.sets.scale('v2', 1, why) });
    expect(lifeOf(world, 'v2-1').slice(-3)).toEqual(['19 ready', '20 known', '26 available']);
  });

  test('waits for a place: the quota counts terminating replicas too', () => {
    const world = play(terms({ fleet: { quota: 5, preStop: seconds(20) } }), {
      10: (w) => w.sets.scale('v2', 2, why),
      11: (w) => w.sets.scale('v1', 3, why),
    });
    expect(world.recorder.facts.filter(({ type }) => type === 'replicaset.blocked')).toMatchObject([
      { at: seconds(10), revision: 'v2', missing: 1, reason: 'quota: 5 of 5 replicas exist, terminating ones included' },
    ]);
    expect(lifeOf(world, 'v2-2')[0]).toBe('31.5 pending');
  });

  test('stays pending while no node has room', () => {
    const world = play(terms({ fleet: { perNode: 2, nodes: 2 } }), { 10: (w) => w.sets.scale('v2', 1, why) });
    expect(lifeOf(world, 'v2-1')).toEqual(['10 pending']);
  });

  test('that has not started yet goes at once, and only as many go as were asked to', () => {
    const world = play(terms(), { 10: (w) => w.sets.scale('v2', 5, why), 11.5: (w) => w.sets.scale('v2', 2, why) });
    const gone = world.sets.replicas.filter(({ state }) => state === 'gone');
    expect(gone).toHaveLength(3);
    expect(world.sets.replicas).toHaveLength(9);
  });

  test('is replaced the moment its deletion begins, not when it ends', () => {
    const world = play(terms({ fleet: { preStop: seconds(20) } }), {
      10: (w) => {
        w.sets.scale('v1', 3, why);
        w.sets.scale('v1', 4, why);
      },
    });
    expect(lifeOf(world, 'v1-5')[0]).toBe('10 pending');
    expect(world.sets.observe()).toMatchObject([{ replicas: 4, terminating: 0 }]);
  });

  test('without a readiness probe counts as ready before it listens, and refuses what routers send', () => {
    const world = play(terms({ fleet: { readiness: null } }), { 10: (w) => w.sets.scale('v2', 1, why) });
    expect(lifeOf(world, 'v2-1')).toEqual([
      '10 pending',
      '11 scheduled',
      '11 pulling',
      '13 starting',
      '13 ready',
      '13 available',
      '14 known',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('refused 16, served 1183');
  });

  test('has two seconds after TERM at least, when its preStop hook has used up the grace period or nearly so', () => {
    const killed = (preStop: number): string[] => {
      const world = play(
        terms({
          fleet: { replicas: 1, readiness: null, grace: seconds(10), preStop: seconds(preStop) },
          traffic: { rate: 1, timeout: seconds(60), endpointLag: { kind: 'constant', value: seconds(40) } },
          v1: { latency: { kind: 'constant', value: seconds(50) } },
        }),
        { 5: (w) => w.sets.scale('v1', 0, why) },
      );
      return lifeOf(world, 'v1-1').slice(2, 5);
    };
    expect(killed(5)).toEqual(['5 terminating', '10 stopping', '15 killed']);
    expect(killed(9)).toEqual(['5 terminating', '14 stopping', '16 killed']);
    expect(killed(20)).toEqual(['5 terminating', '15 stopping', '17 killed']);
  });

  test('that dies of a leak while its preStop hook runs is gone, and not started again', () => {
    const leak = { after: { kind: 'constant' as const, value: seconds(10) }, slowdown: 1 };
    const world = play(terms({ v2: { leak }, fleet: { preStop: seconds(20) } }), {
      5: (w) => w.sets.scale('v2', 1, why),
      16: (w) => w.sets.scale('v2', 0, why),
    });
    expect(lifeOf(world, 'v2-1').slice(3)).toEqual([
      '8 starting',
      '13 running',
      '14 ready',
      '14 available',
      '15 known',
      '16 terminating',
      '17 forgotten',
      '18 gone',
    ]);
  });

  test('that leaks is met anywhere between two deaths when the run begins: the fleet does not die in one instant', () => {
    const leak = { after: { kind: 'constant' as const, value: seconds(50) }, slowdown: 1 };
    const world = play(terms({ v1: { leak } }));
    const deaths = world.recorder.facts.filter(({ type }) => type === 'replica.crashed').map(({ at }) => Math.floor(at / 1e6));
    expect(new Set(deaths.slice(0, 4)).size).toBe(4);
  });

  test('still booting when it is deleted goes on to boot while the preStop hook runs', () => {
    const world = play(terms({ fleet: { preStop: seconds(10), readiness: null } }), {
      10: (w) => w.sets.scale('v2', 1, why),
      16: (w) => w.sets.scale('v2', 0, why),
    });
    expect(lifeOf(world, 'v2-1').slice(3)).toEqual([
      '13 starting',
      '13 ready',
      '13 available',
      '14 known',
      '16 terminating',
      '17 forgotten',
      '26 stopping',
      '26.5 gone',
    ]);
  });
});
