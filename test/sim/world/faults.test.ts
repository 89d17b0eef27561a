import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/sim/kernel/index.ts';
import { FAILURE_CAUSES } from '../../../src/sim/trace/facts.ts';
import { lifeOf, outcomes, play, terms, why } from './small-world.ts';

const constant = (value: number): { kind: 'constant'; value: number } => ({ kind: 'constant', value });
const states = (life: string[], state: string): string[] =>
  life.filter((line) => line.endsWith(` ${state}`)).map((line) => line.split(' ')[0]!);

describe('faults', () => {
  test('a crash costs requests until routers forget it, and the first restart is immediate', () => {
    const world = play(terms({ faults: [{ kind: 'crash', at: seconds(20), replicas: 1, revision: 'v1' }] }));
    const victim = world.sets.replicas.find(({ restarts }) => restarts === 1)!;
    expect(lifeOf(world, victim.id)).toEqual([
      '0 available',
      '0 known',
      '20 crashed',
      '21 forgotten',
      '21 starting',
      '26 running',
      '27 ready',
      '27 available',
      '28 known',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('refused 5, served 1194');
  });

  test('a crash loop restarts after 0, 10, 20, 40, 80, 160, 300 and 300 seconds', () => {
    const world = play(
      terms({
        horizon: seconds(1000),
        traffic: { rate: 0.1 },
        faults: [{ kind: 'crashLoop', at: 0, for: null, revision: 'v2', after: constant(seconds(3)) }],
      }),
      { 0: (w) => w.sets.scale('v2', 1, why) },
    );
    const life = lifeOf(world, 'v2-1'),
      crashed = states(life, 'crashed').map(Number),
      started = states(life, 'starting').map(Number);
    const waits = crashed.slice(0, started.length - 1).map((at, i) => Math.round(started[i + 1]! - at - 1));
    expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  });

  test('an image that cannot be pulled is tried again after 10, 20, 40, 80, 160, 300 and 300 seconds', () => {
    const world = play(
      terms({
        horizon: seconds(1000),
        traffic: { rate: 0.1 },
        faults: [{ kind: 'imagePullFailure', at: 0, for: null, revision: 'v2' }],
      }),
      { 0: (w) => w.sets.scale('v2', 1, why) },
    );
    const life = lifeOf(world, 'v2-1'),
      backed = states(life, 'backOff').map(Number),
      pulls = states(life, 'pulling').map(Number);
    expect(backed.slice(0, pulls.length - 1).map((at, i) => pulls[i + 1]! - at)).toEqual([10, 20, 40, 80, 160, 300, 300]);
  });

  test('an image pull that is mended goes on to serve', () => {
    const world = play(terms({ faults: [{ kind: 'imagePullFailure', at: 0, for: seconds(20), revision: 'v2' }] }), {
      5: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1')).toEqual([
      '5 pending',
      '6 scheduled',
      '6 pulling',
      '8 backOff',
      '18 pulling',
      '20 starting',
      '25 running',
      '26 ready',
      '26 available',
      '27 known',
    ]);
  });

  test('readiness that never passes keeps a replica out of service, and does not restart it', () => {
    const world = play(terms({ faults: [{ kind: 'readinessNeverPasses', at: 0, for: null, revision: 'v2' }] }), {
      5: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1')).toEqual([
      '5 pending',
      '6 scheduled',
      '6 pulling',
      '8 starting',
      '13 running',
      '14 probe.failed',
    ]);
  });

  test('readiness that begins to fail takes a serving replica out after three beats, and back in when it passes', () => {
    const world = play(
      terms({ faults: [{ kind: 'readinessNeverPasses', at: seconds(20.5), for: seconds(10), revision: 'v1' }] }),
    );
    expect(lifeOf(world, 'v1-1')).toEqual([
      '0 available',
      '0 known',
      '22 probe.failed',
      '26 unready',
      '27 forgotten',
      '32 ready',
      '32 available',
      '33 known',
    ]);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('noEndpoint 120, served 1079');
  });

  test('a slow boot takes its factor longer', () => {
    const world = play(terms({ faults: [{ kind: 'slowBoot', at: 0, for: null, revision: null, factor: 3 }] }), {
      5: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1').slice(3, 5)).toEqual(['8 starting', '23 running']);
  });

  test('a liveness probe less patient than the boot kills the container again and again', () => {
    const world = play(
      terms({ fleet: { liveness: { initialDelay: 0, period: seconds(1), timeout: seconds(1), success: 1, failure: 3 } } }),
      { 5: (w) => w.sets.scale('v2', 1, why) },
    );
    expect(lifeOf(world, 'v2-1').slice(0, 9)).toEqual([
      '5 pending',
      '6 scheduled',
      '6 pulling',
      '8 starting',
      '10 crashed',
      '11 starting',
      '13 crashed',
      '14 backOff',
      '24 starting',
    ]);
  });

  test('a startup probe holds the liveness probe back until the boot is over', () => {
    const probe = { initialDelay: 0, period: seconds(1), timeout: seconds(1), success: 1 };
    const world = play(terms({ fleet: { liveness: { ...probe, failure: 3 }, startup: { ...probe, failure: 30 } } }), {
      5: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1').slice(3)).toEqual(['8 starting', '13 running', '13 ready', '13 available', '14 known']);
  });

  test('a lost node swallows requests until routers forget its replicas; they are replaced after the toleration', () => {
    const world = play(
      terms({ horizon: seconds(400), traffic: { rate: 4 }, faults: [{ kind: 'nodeLoss', at: seconds(20), for: null, node: 0 }] }),
    );
    expect(lifeOf(world, 'v1-1')).toEqual(['0 available', '0 known', '60 lost', '61 forgotten', '360 terminating']);
    expect(lifeOf(world, 'v1-5')[0]).toBe('360 pending');
    expect(outcomes(world, FAILURE_CAUSES)).toBe('served 1517, timeout 82');
  });

  test('a node that returns brings its replicas back', () => {
    const world = play(
      terms({ horizon: seconds(120), faults: [{ kind: 'nodeLoss', at: seconds(20), for: seconds(50), node: 0 }] }),
    );
    expect(lifeOf(world, 'v1-1')).toEqual([
      '0 available',
      '0 known',
      '60 lost',
      '61 forgotten',
      '70 running',
      '72 ready',
      '72 available',
      '73 known',
    ]);
  });

  test('a leak slows a replica down and kills it', () => {
    const world = play(terms({ v2: { leak: { after: constant(seconds(20)), slowdown: 4 } } }), {
      0: (w) => w.sets.scale('v2', 1, why),
    });
    expect(states(lifeOf(world, 'v2-1'), 'crashed')).toEqual(['23', '44']);
    const { attempts } = world.finish();
    const services = [...attempts.startedAt.keys()]
      .filter((row) => attempts.replica[row] === 4 && attempts.startedAt[row]! > 0)
      .map((row) => (attempts.endedAt[row]! - attempts.startedAt[row]!) / 1000);
    expect(services[0]).toBeGreaterThan(95);
    expect(Math.max(...services)).toBeGreaterThan(190);
  });

  test('a traffic spike multiplies arrivals while it lasts', () => {
    const world = play(terms({ faults: [{ kind: 'trafficSpike', at: seconds(20), for: seconds(10), factor: 3 }] }));
    const { requests } = world.finish();
    const within = (from: number, to: number): number =>
      requests.arrivedAt.filter((at) => at >= seconds(from) && at < seconds(to)).length;
    expect([within(10, 20), within(20, 30), within(30, 40)]).toEqual([200, 600, 200]);
  });
});
