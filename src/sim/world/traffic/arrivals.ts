import ln from '@stdlib/math-base-special-ln';
import { SECOND, type Micros, type Stream } from '../../kernel/index.ts';
import type { Fault } from '../faults/params.ts';
import type { Traffic } from './params.ts';

/**
 * A day as a smooth wave between −1 and 1, highest at `peak`: two cubic half-waves. Within 0.02 of a cosine, and free of the
 * trigonometric functions on which engines disagree.
 */
export function wave(at: Micros, period: Micros, peak: Micros): number {
  const turns = (at - peak) / period, phase = turns - Math.floor(turns);
  const u = phase < 0.5 ? phase * 2 : (1 - phase) * 2;
  return 1 - 2 * u * u * (3 - 2 * u);
}

/** Requests per second at an instant: the mean rate, the day's curve, and every spike that is on. */
export function rateAt(traffic: Traffic, spikes: readonly Fault[], at: Micros): number {
  let rate = traffic.rate;
  const { curve } = traffic;
  if (curve) rate *= 1 + curve.amplitude * wave(at, curve.period, curve.peak);
  for (const spike of spikes)
    if (spike.kind === 'trafficSpike' && at >= spike.at && at < spike.at + spike.for) rate *= spike.factor;
  return rate;
}

/** An upper bound of the rate over the whole run, from which arrivals are thinned. */
function rateBound(traffic: Traffic, spikes: readonly Fault[]): number {
  let bound = traffic.rate * (1 + (traffic.curve?.amplitude ?? 0));
  for (const spike of spikes) if (spike.kind === 'trafficSpike' && spike.factor > 1) bound *= spike.factor;
  return bound;
}

/**
 * The instants at which users ask for something. They depend on traffic, spikes and seed alone, so every strategy meets the same
 * users at the same instants.
 * @returns the arrival after `at`, or Infinity when none comes any more
 */
export function arrivalsOf(traffic: Traffic, faults: readonly Fault[], stream: Stream): (at: Micros) => Micros {
  const spikes = faults.filter((fault) => fault.kind === 'trafficSpike');
  const bound = rateBound(traffic, spikes);
  if (bound <= 0) return () => Infinity;
  const steady = spikes.length === 0 && !traffic.curve;
  // Kept as a fraction: rounding each gap to a whole microsecond would let the rate drift.
  let exact = 0;
  if (traffic.arrivals === 'constant') {
    return (at) => {
      const rate = rateAt(traffic, spikes, at);
      if (rate <= 0) return Infinity;
      exact = Math.max(exact, at - 1) + SECOND / rate;
      return Math.round(exact);
    };
  }
  const meanGap = SECOND / bound;
  return () => {
    do exact -= meanGap * ln(stream());
    while (!steady && stream() * bound > rateAt(traffic, spikes, exact));
    return Math.round(exact);
  };
}
