import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/sim/kernel/index.ts';
import { FAILURE_CAUSES } from '../../../src/sim/trace/facts.ts';
import { outcomes, play, terms, why } from './small-world.ts';

const constant = (value: number): { kind: 'constant'; value: number } => ({ kind: 'constant', value });

describe('service of requests', () => {
  test('slots are taken, then places in the queue, then requests are turned away', () => {
    // One replica, 2 slots and 2 places, a second of work each, 10 requests a second: it serves 2 a second.
    const world = play(
      terms({
        horizon: seconds(10),
        fleet: { replicas: 1, readiness: null },
        traffic: { rate: 10, timeout: seconds(30) },
        v1: { latency: constant(seconds(1)) },
      }),
    );
    expect(outcomes(world, FAILURE_CAUSES)).toBe('in flight 4, queueFull 77, served 18');
  });

  test('a client gives up after its time-out, in the queue or in a slot', () => {
    const world = play(
      terms({
        horizon: seconds(10),
        fleet: { replicas: 1, concurrency: 1, queue: 1, readiness: null },
        traffic: { rate: 1, timeout: seconds(2) },
        v1: { latency: constant(seconds(3)) },
      }),
    );
    expect(outcomes(world, FAILURE_CAUSES)).toBe('in flight 1, queueFull 3, timeout 5');
  });

  test('a bug fails its share of requests, the same ones for every strategy', () => {
    const world = play(terms({ horizon: seconds(500), v1: { errorRate: 0.1 } }));
    const { requests } = world.finish();
    const share = requests.outcome.filter((outcome) => outcome > 1).length / requests.count;
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
  });

  test('retries turn refusals into answers, each attempt on the record', () => {
    const world = play(terms({ traffic: { retries: { attempts: 2, backoff: 100_000 } } }), {
      10: (w) => w.sets.scale('v1', 3, why),
    });
    const { attempts, requests } = world.finish();
    expect(outcomes(world, FAILURE_CAUSES)).toBe('served 1199');
    expect(attempts.count).toBe(1205);
    const retried = requests.lastAttempt.find((row) => attempts.previous[row]! >= 0)!;
    expect(attempts.sentAt[retried]! - attempts.endedAt[attempts.previous[retried]!]!).toBe(100_000);
  });

  test('a cold replica serves slower by its factor, falling in a straight line', () => {
    const world = play(terms({ v2: { coldStart: { factor: 5, for: seconds(20) } } }), {
      0: (w) => {
        w.sets.scale('v2', 1, why);
        w.sets.scale('v1', 0, why);
      },
    });
    const { attempts } = world.finish();
    const first = attempts.startedAt.findIndex((at, row) => at > 0 && attempts.replica[row] === 4);
    // It was started at 3 s and listens from 8 s on: nobody warms up before there is anything to do.
    const age = attempts.startedAt[first]! - seconds(8);
    expect(attempts.endedAt[first]! - attempts.startedAt[first]!).toBe(Math.round(50_000 * (1 + 4 * (1 - age / seconds(20)))));
  });

  test.each(['roundRobin', 'random', 'leastOutstanding', 'twoChoices'] as const)(
    '%s spreads requests over all replicas',
    (balance) => {
      const world = play(terms({ horizon: seconds(100), traffic: { balance } }));
      const counts = [0, 0, 0, 0];
      for (const replica of world.finish().attempts.replica) counts[replica]!++;
      for (const count of counts) expect(count).toBeGreaterThan(400);
    },
  );

  test('every request ends once: offered = served + failed + in flight, and no slot is left occupied', () => {
    fc.assert(
      fc.property(
        fc.record({
          rate: fc.integer({ min: 1, max: 80 }),
          latency: fc.integer({ min: 1, max: 4000 }),
          retries: fc.integer({ min: 0, max: 3 }),
          timeout: fc.integer({ min: 100, max: 5000 }),
          onTerm: fc.constantFrom('drain' as const, 'exit' as const, 'serve' as const),
          crashes: fc.integer({ min: 0, max: 4 }),
          lost: fc.boolean(),
          preStop: fc.integer({ min: 0, max: 40 }),
        }),
        ({ rate, latency, retries, timeout, onTerm, crashes, lost, preStop }) => {
          const world = play(
            terms({
              horizon: seconds(60),
              fleet: { onTerm, preStop: seconds(preStop) },
              traffic: { rate, timeout: timeout * 1000, retries: { attempts: retries, backoff: 50_000 } },
              v1: { latency: constant(latency * 1000), errorRate: 0.05 },
              faults: [
                { kind: 'crash', at: seconds(12), replicas: crashes, revision: null },
                ...(lost ? [{ kind: 'nodeLoss' as const, at: seconds(20), for: seconds(5), node: 0 }] : []),
              ],
            }),
            {
              10: (w) => w.sets.scale('v2', 2, why),
              15: (w) => w.sets.scale('v1', 1, why),
              30: (w) => w.sets.scale('v1', 0, why),
            },
          );
          const { requests, attempts } = world.finish();
          for (let i = 0; i < requests.count; i++) {
            expect(requests.endedAt[i]).toBeGreaterThanOrEqual(requests.arrivedAt[i]!);
            // Nobody waits longer than all attempts and back-offs together.
            if (requests.outcome[i] === 0)
              expect(requests.arrivedAt[i]).toBeGreaterThan(seconds(60) - (retries + 1) * (timeout * 1000 + 400_000));
          }
          for (let row = 0; row < attempts.count; row++)
            if (attempts.outcome[row] === 1)
              expect(attempts.endedAt[row]! - attempts.sentAt[row]!).toBeLessThanOrEqual(timeout * 1000);
          for (const replica of world.sets.replicas) {
            if (replica.state === 'gone') expect([replica.slots.length, replica.waiting.length]).toEqual([0, 0]);
            expect(replica.slots.length).toBeLessThanOrEqual(2);
            expect(replica.outstanding).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });
});
