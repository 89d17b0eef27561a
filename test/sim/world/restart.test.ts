import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/sim/kernel/index.ts';
import { FAILURE_CAUSES } from '../../../src/sim/trace/facts.ts';
import type { World, WorldTerms } from '../../../src/sim/world/world.ts';
import { lifeOf, outcomes, play, terms, why } from './small-world.ts';

const probe = { initialDelay: seconds(6), period: seconds(2), timeout: seconds(1), success: 1, failure: 2 };
const constant = (value: number): { kind: 'constant'; value: number } => ({ kind: 'constant', value });
/** One server with two slots and eight seconds of work a request, so that from 3 s on a health check would wait for seconds. */
const busy = (fleet: Partial<WorldTerms['fleet']> = {}): WorldTerms =>
  terms({
    horizon: seconds(22),
    fleet: { replicas: 1, readiness: null, liveness: probe, ...fleet },
    traffic: { rate: 1, timeout: seconds(30) },
    v1: { latency: constant(seconds(8)) },
  });
const details = (world: World): string[] =>
  world.recorder.facts.flatMap((fact) => ('detail' in fact && fact.detail !== '' ? [`${fact.at / 1e6} ${fact.detail}`] : []));

describe('a failed liveness probe', () => {
  test('stops the container as a deletion would: TERM, its requests are finished, and it starts again in the same replica', () => {
    const world = play(busy());
    expect(lifeOf(world, 'v1-1')).toEqual([
      '0 available',
      '0 known',
      '4 probe.failed',
      '6 stopping',
      '18.5 crashed',
      '19.5 forgotten',
      '19.5 starting',
      '19.5 ready',
      '19.5 available',
      '20.5 known',
    ]);
    expect(details(world).slice(1, 3)).toEqual([
      '6 liveness probe failed 2 times: sent TERM, to be restarted',
      '18.5 liveness probe failed 2 times',
    ]);
    expect(world.sets.replicas[0]!.restarts).toBe(1);
    expect(outcomes(world, FAILURE_CAUSES)).toBe('noEndpoint 1, queueFull 1, refused 15, served 4');
  });

  test('kills at the end of the grace period what does not finish', () => {
    const world = play(busy({ grace: seconds(5) }));
    expect(lifeOf(world, 'v1-1').slice(3, 7)).toEqual(['6 stopping', '11 killed', '11 crashed', '12 forgotten']);
    expect(outcomes(world, FAILURE_CAUSES)).toContain('reset 2');
  });

  test('runs the preStop hook first, with the server still in service', () => {
    const world = play(busy({ preStop: seconds(4), grace: seconds(20) }));
    expect(lifeOf(world, 'v1-1').slice(2, 4)).toEqual(['4 probe.failed', '10 stopping']);
  });

  test('lets readiness go on, which tells routers before the process has ended', () => {
    const world = play(busy({ readiness: { ...probe, failure: 3 } }));
    expect(lifeOf(world, 'v1-1').slice(3, 7)).toEqual(['4 probe.failed', '6 stopping', '9 forgotten', '18.5 crashed']);
  });

  test('is overtaken by a deletion: the process ends as it would have, and the replica goes with it', () => {
    const world = play(busy(), { 8: (w) => w.sets.scale('v1', 0, why) });
    expect(lifeOf(world, 'v1-1').slice(3)).toEqual(['6 stopping', '8 terminating', '8 stopping', '9 forgotten', '18.5 gone']);
  });
});

describe('a probe', () => {
  test('needs a slot: it waits for the requests before it, and fails when that takes longer than its time-out', () => {
    const failed = (latency: number): number =>
      play(
        terms({
          horizon: seconds(20),
          fleet: { replicas: 1, concurrency: 1, queue: 2, liveness: { ...probe, failure: 9 }, readiness: null },
          traffic: { rate: 4, timeout: seconds(30) },
          v1: { latency: constant(latency) },
        }),
      ).recorder.facts.filter(({ type }) => type === 'probe.failed').length;
    // A quarter of a second of work per quarter of a second keeps the slot busy and the queue empty.
    expect(failed(seconds(0.25))).toBe(0);
    expect(failed(seconds(0.6))).toBeGreaterThan(0);
  });

  test('to a server of one slot and no queue fails while that slot is taken', () => {
    const world = play(
      terms({
        horizon: seconds(9),
        fleet: { replicas: 1, concurrency: 1, queue: 0, readiness: { ...probe, initialDelay: 0, failure: 2 } },
        traffic: { rate: 0.5, timeout: seconds(30) },
        v1: { latency: constant(seconds(5)) },
      }),
    );
    expect(lifeOf(world, 'v1-1').slice(2)).toEqual([
      '4 probe.failed',
      '6 unready',
      '7 forgotten',
      '8 ready',
      '8 available',
      '9 known',
    ]);
  });

  test('for readiness is made at once when the startup probe has passed, whatever its period', () => {
    const slow = { ...probe, initialDelay: 0, period: seconds(60) };
    const world = play(terms({ fleet: { startup: { ...slow, period: seconds(3), failure: 9 }, readiness: slow } }), {
      10: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1').slice(3, 6)).toEqual(['13 starting', '18 running', '19 ready']);
  });

  test('for startup has its threshold times its period, and then the container starts again', () => {
    const startup = { ...probe, initialDelay: seconds(1), period: seconds(2), failure: 2 };
    const world = play(terms({ fleet: { startup } }), { 10: (w) => w.sets.scale('v2', 1, why) });
    expect(lifeOf(world, 'v2-1').slice(3, 6)).toEqual(['13 starting', '16 crashed', '17 starting']);
  });
});
