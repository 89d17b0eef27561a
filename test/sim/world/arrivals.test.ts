import { describe, expect, test } from 'vitest';
import { MINUTE, Random, SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import type { Fault } from '../../../src/sim/world/faults/params.ts';
import { arrivalsOf } from '../../../src/sim/world/traffic/arrivals.ts';
import type { Traffic } from '../../../src/sim/world/traffic/params.ts';
import { terms } from './small-world.ts';

const HOUR = 60 * MINUTE;

/** All arrivals before the horizon, in seconds. */
function arrivals(
  traffic: Partial<Traffic>,
  spikes: [at: number, lasts: number, factor: number][] = [],
  horizon = HOUR,
): number[] {
  const faults = spikes.map(([at, lasts, factor]): Fault => ({
    kind: 'trafficSpike',
    at: seconds(at),
    for: seconds(lasts),
    factor,
  }));
  const next = arrivalsOf({ ...terms().traffic, ...traffic }, faults, new Random(1).stream('arrivals'), horizon);
  const instants: number[] = [];
  for (let at = next(); at < horizon; at = next()) instants.push(at / SECOND);
  return instants;
}
const between = (instants: number[], from: number, to: number): number => instants.filter((at) => at >= from && at < to).length;

describe('arrivals', () => {
  test('evenly spaced come at exact instants', () => {
    expect(arrivals({ rate: 0.25 }, [], seconds(20))).toEqual([4, 8, 12, 16]);
  });

  test('a spike of zero is a pause, and the rate goes on after it', () => {
    expect(arrivals({ rate: 0.5 }, [[3, 10, 0]], seconds(20))).toEqual([2, 14, 16, 18]);
  });

  test('a short spike between two rare arrivals is not jumped over', () => {
    expect(between(arrivals({ rate: 0.01 }, [[10, 30, 100]]), 10, 40)).toBe(30);
  });

  test('Poisson arrivals add up to the rate within chance, in a spike and outside', () => {
    const instants = arrivals({ rate: 10, arrivals: 'poisson' }, [[600, 600, 4]]);
    // 30,000 and 24,000 expected; four standard deviations are about 700 and 620.
    expect(Math.abs(instants.length - 54_000)).toBeLessThan(930);
    expect(Math.abs(between(instants, 600, 1200) - 24_000)).toBeLessThan(620);
  });

  test('a curve adds up to the mean rate over a period, and swings around it', () => {
    const curve = { amplitude: 0.5, period: HOUR, peak: HOUR / 4 };
    const even = arrivals({ rate: 10, curve });
    expect(Math.abs(even.length - 36_000)).toBeLessThan(3);
    expect(between(even, 890, 910) / 20).toBeCloseTo(15, 0);
    expect(between(even, 2690, 2710) / 20).toBeCloseTo(5, 0);
    const random = arrivals({ rate: 10, curve, arrivals: 'poisson' });
    expect(Math.abs(random.length - 36_000)).toBeLessThan(760);
  });

  test('a curve that reaches zero goes on after the trough', () => {
    const instants = arrivals({ rate: 1, curve: { amplitude: 1, period: seconds(100), peak: 0 } }, [], seconds(1000));
    expect(Math.abs(instants.length - 1000)).toBeLessThan(2);
  });

  test('a spike leaves everything before it as it was', () => {
    const [calm, busy] = [arrivals({ arrivals: 'poisson' }), arrivals({ arrivals: 'poisson' }, [[1800, 60, 5]])];
    const before = (instants: number[]): number[] => instants.filter((at) => at < 1800);
    expect(before(busy)).toEqual(before(calm));
  });

  test('a hundred tall spikes, one after the other, cost no more time than their arrivals', () => {
    const spikes = Array.from({ length: 100 }, (_, i): [number, number, number] => [30 * i, 1, 100]);
    expect(between(arrivals({ rate: 1, arrivals: 'poisson' }, spikes), 0, 3000)).toBeGreaterThan(12_000);
  });
});
