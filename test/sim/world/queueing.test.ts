import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/sim/kernel/index.ts';
import { play, terms } from './small-world.ts';

interface Station {
  slots: number;
  queue: number;
  /** Requests a second, at random. */
  rate: number;
  service: { kind: 'constant'; value: number } | { kind: 'exponential'; mean: number };
}

/** One server under Poisson traffic for 20,000 seconds: the mean wait for a slot in seconds, the share turned away, the mean number inside. */
function observe({ slots, queue, rate, service }: Station): {
  wait: number;
  turnedAway: number;
  inside: number;
  stay: number;
  throughput: number;
} {
  const horizon = 20_000;
  const { attempts } = play(
    terms({
      horizon: seconds(horizon),
      fleet: { replicas: 1, concurrency: slots, queue, readiness: null },
      traffic: { rate, arrivals: 'poisson', timeout: seconds(600) },
      v1: { latency: service },
    }),
  ).finish();
  let wait = 0,
    started = 0,
    stay = 0;
  // How many are inside is looked at once a second, as somebody would who knows nothing of how long each stays.
  const entered = new Float64Array(horizon + 1);
  for (let row = 0; row < attempts.count; row++) {
    if (attempts.startedAt[row]! < 0) continue;
    started++;
    wait += (attempts.startedAt[row]! - attempts.sentAt[row]!) / 1e6;
    stay += (attempts.endedAt[row]! - attempts.sentAt[row]!) / 1e6;
    entered[Math.ceil(attempts.sentAt[row]! / 1e6)]!++;
    entered[Math.min(horizon, Math.ceil(attempts.endedAt[row]! / 1e6))]!--;
  }
  let now = 0,
    inside = 0;
  for (const change of entered) inside += (now += change) / horizon;
  return {
    wait: wait / started,
    turnedAway: 1 - started / attempts.count,
    inside,
    stay: stay / started,
    throughput: started / horizon,
  };
}

describe('a server is the queue that it claims to be', () => {
  test('M/M/8 at 75 %: Erlang C says that a request waits 0.0893 s', () => {
    // a = 12 × 0.5 = 6; C(8, 6) = 0.3570; wait = C × 0.5 ÷ (8 − 6).
    const { wait } = observe({ slots: 8, queue: 10_000, rate: 12, service: { kind: 'exponential', mean: seconds(0.5) } });
    expect(Math.abs(wait - 0.0893)).toBeLessThan(0.006);
  });

  test('M/M/8/8: Erlang B says that 12.19 % are turned away, whatever the service times look like', () => {
    for (const service of [
      { kind: 'exponential', mean: seconds(0.5) },
      { kind: 'constant', value: seconds(0.5) },
    ] as const)
      expect(Math.abs(observe({ slots: 8, queue: 0, rate: 12, service }).turnedAway - 0.1219)).toBeLessThan(0.004);
  });

  test('M/D/1 at 80 %: Pollaczek and Khinchine say that a request waits 0.2 s, half as long as in M/M/1', () => {
    const { wait } = observe({ slots: 1, queue: 10_000, rate: 8, service: { kind: 'constant', value: seconds(0.1) } });
    expect(Math.abs(wait - 0.2)).toBeLessThan(0.01);
    const random = observe({ slots: 1, queue: 10_000, rate: 8, service: { kind: 'exponential', mean: seconds(0.1) } });
    expect(Math.abs(random.wait - 0.4)).toBeLessThan(0.03);
  });

  test('Little: the mean number inside is the throughput times the mean stay', () => {
    const { inside, stay, throughput } = observe({
      slots: 4,
      queue: 3,
      rate: 10,
      service: { kind: 'exponential', mean: seconds(0.4) },
    });
    expect(Math.abs(inside / (throughput * stay) - 1)).toBeLessThan(0.01);
  });
});
