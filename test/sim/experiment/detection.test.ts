import { expect, test } from 'vitest';
import { build, detectionOf, parse, play, run, seedOf, withBug } from '../../../src/sim/index.ts';

/** One measurement of one window decides: more than 10 % errors among the canary's requests, and it goes back. */
const { source } = parse(`
horizon: 70s
fleet: { replicas: 2, boot: 2s }
traffic: { rate: 20/s, users: 50, endpointLag: 100ms }
revisions: { v1: { latency: 10ms }, v2: { latency: 10ms } }
rollout: { at: 1s, to: v2 }
strategy:
  canary:
    trafficRouting: true
    steps:
      - setWeight: 10
      - analysis: { metrics: [{ metric: errorRate, atMost: 10%, window: 20s, initialDelay: 20s, interval: none, count: 1, failureLimit: 0 }] }
`);
const RUNS = 60;

/** The chance that more than a tenth of n requests fail, each with probability p. */
function chanceOfFailing(n: number, p: number): number {
  let [term, passes] = [(1 - p) ** n, 0];
  for (let failed = 0; failed <= n / 10; failed++) {
    passes += term;
    term *= ((n - failed) / (failed + 1)) * (p / (1 - p));
  }
  return 1 - passes;
}

const seen = (size: number) => {
  const scenario = build(withBug(source, size));
  return Array.from({ length: RUNS }, (_, replication) => play(scenario, 0, replication, 7));
};

test.each([0.05, 0.1, 0.2])('a bug of %d is caught as often as the binomial distribution says', (size) => {
  const scenario = build(withBug(source, size));
  // How many requests the measurement saw is chance, too; what it made of so many is binomial.
  const chances = Array.from({ length: RUNS }, (_, replication) => {
    const { facts } = run(scenario, { seed: seedOf(7, replication) });
    const measured = facts.find((fact) => fact.type === 'analysis.measured')!;
    return chanceOfFailing(measured.requests, size);
  });
  const expected = chances.reduce((sum, chance) => sum + chance, 0),
    spread = Math.sqrt(chances.reduce((sum, chance) => sum + chance * (1 - chance), 0));
  const { hits } = detectionOf(size, seen(size)).takenBack;
  expect(expected).toBeGreaterThan(3);
  expect(expected).toBeLessThan(RUNS - 3);
  expect(Math.abs(hits - expected)).toBeLessThan(3.5 * spread);
});

test('a good release raises no alarm and hurts nobody', () => {
  const { takenBack, hurt } = detectionOf(0, seen(0));
  expect(takenBack).toMatchObject({ n: RUNS, hits: 0, low: 0 });
  expect(hurt.mean).toBe(0);
});

test('a bigger bug is caught more often; one that is missed hurts far more users', () => {
  const [small, big] = [seen(0.05), seen(0.2)];
  expect(detectionOf(0.05, small).takenBack.high).toBeLessThan(detectionOf(0.2, big).takenBack.low);
  const mean = (isTakenBack: boolean) =>
    detectionOf(
      0.05,
      small.filter((one) => (one.undoneBy !== null) === isTakenBack),
    ).hurt.mean;
  expect(mean(false)).toBeGreaterThan(2 * mean(true));
});

test('a bug comes on top of what the old version fails, and nobody acts', () => {
  const world = build(
    withBug({ ...source, revisions: { v1: { errorRate: '2%' }, v2: {} }, operator: [{ at: '5s', do: 'abort' }] }, 0.05),
  );
  expect(world.revisions[1]!.errorRate).toBeCloseTo(0.07, 12);
  expect(world.operator).toEqual([]);
});
