import { describe, expect, test } from 'vitest';
import { quantileOf, Random, SECOND, type Distribution } from '../../../src/sim/kernel/index.ts';
import { Station, type Tally } from './station.ts';

/**
 * Textbook queues on the kernel. Each is run REPLICATIONS times from seed 1, its streams named by replication; the first
 * tenth is left out, and the formula must lie in the Student interval of the replications' means at 99.9 %.
 * The mean service takes one second, the lognormal one excepted.
 */
const REPLICATIONS = 24,
  CUSTOMERS = 150_000;
const STUDENT_999 = 3.7676; // 23 degrees of freedom, two-sided

interface Queue {
  servers: number;
  room?: number;
  /** Arrivals a second, Poisson. */
  rate: number;
  service: Distribution;
}

const exponentialService: Distribution = { kind: 'exponential', mean: SECOND };
const steadyService: Distribution = { kind: 'constant', value: SECOND };

describe('M/M/1 at 80 % load', () => {
  const tallies = replicate({ servers: 1, rate: 0.8, service: exponentialService });

  test('keeps a customer waiting for 4 s: ρ ÷ (μ − λ)', () => expectMean(tallies.map(waitS), 4));
  test('lets a customer go after 5 s: 1 ÷ (μ − λ)', () => expectMean(tallies.map(stayS), 5));
  test('holds 4 customers: ρ ÷ (1 − ρ)', () => expectMean(tallies.map(inside), 4));
  test('receives 0.8 customers a second', () => expectMean(tallies.map(arrivalsPerSecond), 0.8));
  test('obeys Little’s law: L = λW', () => expectMean(tallies.map(littleRatio), 1));
});

describe('M/M/1 at 50 % load', () => {
  const tallies = replicate({ servers: 1, rate: 0.5, service: exponentialService });

  test('keeps a customer waiting for 1 s', () => expectMean(tallies.map(waitS), 1));
  test('holds 1 customer', () => expectMean(tallies.map(inside), 1));
});

describe('M/M/3 at 80 % load', () => {
  const tallies = replicate({ servers: 3, rate: 2.4, service: exponentialService });

  test('keeps a customer waiting for 1.0787 s (Erlang C)', () => expectMean(tallies.map(waitS), 1.078651685));
  test('obeys Little’s law: L = λW', () => expectMean(tallies.map(littleRatio), 1));
});

describe('M/D/1 at 80 % load', () => {
  const tallies = replicate({ servers: 1, rate: 0.8, service: steadyService });

  test('keeps a customer waiting for 2 s, half as long as M/M/1 (Pollaczek–Khinchine)', () => expectMean(tallies.map(waitS), 2));
});

describe('M/G/1 with lognormal service of median 0.6 s and 99th percentile 3 s, one arrival a second', () => {
  const tallies = replicate({ servers: 1, rate: 1, service: { kind: 'lognormal', median: 0.6 * SECOND, p99: 3 * SECOND } });

  test('keeps a customer waiting for 1.9717 s (Pollaczek–Khinchine)', () => expectMean(tallies.map(waitS), 1.971703929));
  test('lets a customer go after that and a mean service of 0.7622 s', () => expectMean(tallies.map(stayS), 2.733930788));
  test('obeys Little’s law: L = λW', () => expectMean(tallies.map(littleRatio), 1));
});

describe('M/M/5/5 offered 4 erlangs', () => {
  test('loses 19.907 % of its customers (Erlang B)', () => {
    expectMean(replicate({ servers: 5, room: 5, rate: 4, service: exponentialService }).map(lostShare), 0.199066874);
  });

  test('loses as many when service is constant: Erlang B knows only the mean', () => {
    expectMean(replicate({ servers: 5, room: 5, rate: 4, service: steadyService }).map(lostShare), 0.199066874);
  });
});

const waitS = (tally: Tally): number => tally.waited / tally.begun / SECOND;
const stayS = (tally: Tally): number => tally.stayed / tally.begun / SECOND;
const inside = (tally: Tally): number => tally.presence / tally.elapsed;
const arrivalsPerSecond = (tally: Tally): number => tally.arrived / (tally.elapsed / SECOND);
const lostShare = (tally: Tally): number => tally.lost / tally.arrived;
const littleRatio = (tally: Tally): number =>
  inside(tally) / (((tally.arrived - tally.lost) / tally.elapsed) * (tally.stayed / tally.begun));

function replicate({ servers, room, rate, service }: Queue): Tally[] {
  const random = new Random(1),
    interarrival = quantileOf({ kind: 'exponential', mean: SECOND / rate }),
    end = (CUSTOMERS / rate) * SECOND;
  return Array.from({ length: REPLICATIONS }, (_, replication) => {
    const station = new Station({
      servers,
      ...(room !== undefined && { room }),
      interarrival,
      service: quantileOf(service),
      arrivals: random.stream(`arrivals/${replication}`),
      services: random.stream(`services/${replication}`),
    });
    station.run(0.1 * end);
    return station.run(end);
  });
}

/** The formula lies within the interval, and the interval is narrow enough to mean something: under 3 % to either side. */
function expectMean(means: number[], formula: number): void {
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (means.length - 1);
  const halfWidth = STUDENT_999 * Math.sqrt(variance / means.length);
  expect(halfWidth / formula).toBeLessThan(0.03);
  expect(mean).toBeGreaterThan(formula - halfWidth);
  expect(mean).toBeLessThan(formula + halfWidth);
}
