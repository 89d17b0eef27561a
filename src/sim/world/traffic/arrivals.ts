import ln from '@stdlib/math-base-special-ln';
import { SECOND, type Micros, type Stream } from '../../kernel/index.ts';
import type { Fault } from '../faults/params.ts';
import type { Traffic } from './params.ts';

/** The day's curve is followed in this many steps of constant rate a period (each within 2 % of the swing), but none shorter than this. */
const STEPS_PER_PERIOD = 256,
  STEP_MIN: Micros = SECOND / 100;

/**
 * A day as a smooth wave between −1 and 1, highest at `peak`: two cubic half-waves. Within 0.02 of a cosine, and free of the
 * trigonometric functions on which engines disagree.
 */
export function wave(at: Micros, period: Micros, peak: Micros): number {
  const turns = (at - peak) / period,
    phase = turns - Math.floor(turns);
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

/**
 * The instants at which users ask for something. They depend on traffic, spikes and seed alone, so every strategy meets the same
 * users at the same instants.
 *
 * Requests come each time a certain amount of rate has gone by: one request's worth when evenly spaced, an exponential amount for a
 * Poisson process. Nothing is drawn and thrown away, so a spike leaves everything before it as it was, and a rate of zero is a pause.
 *
 * @returns the next arrival; Infinity when none comes before the horizon
 */
export function arrivalsOf(traffic: Traffic, faults: readonly Fault[], stream: Stream, horizon: Micros): () => Micros {
  const next = traffic.arrivals === 'constant' ? () => 1 : () => -ln(stream());
  const pieces = piecesOf(traffic, faults);
  // Kept as a fraction: rounding each gap to a whole microsecond would let the rate drift.
  let exact = 0,
    piece = pieces(0);
  return () => {
    let wanted = next();
    for (;;) {
      if (piece.rate > 0) {
        const at = exact + (SECOND / piece.rate) * wanted;
        if (at <= piece.end) {
          exact = at;
          return Math.round(at);
        }
      }
      if (piece.end >= horizon) return Infinity;
      wanted -= (piece.rate * (piece.end - exact)) / SECOND;
      exact = piece.end;
      piece = pieces(exact);
    }
  };
}

/** A stretch of constant rate. */
interface Piece {
  rate: number;
  end: Micros;
}

/** The rate as a staircase: exact at the edges of spikes, in small steps along the day's curve. */
function piecesOf(traffic: Traffic, faults: readonly Fault[]): (from: Micros) => Piece {
  const spikes = faults.filter((fault) => fault.kind === 'trafficSpike');
  const edges = spikes.flatMap((spike) => [spike.at, spike.at + spike.for]).sort((a, b) => a - b);
  const step = traffic.curve && traffic.rate > 0 ? Math.max(STEP_MIN, traffic.curve.period / STEPS_PER_PERIOD) : Infinity;
  return (from) => {
    const edge = edges.find((at) => at > from) ?? Infinity;
    if (step === Infinity) return { rate: rateAt(traffic, spikes, from), end: edge };
    // A hair is added so that a division that falls just short of a whole number cannot stand still.
    const stepEnd = (Math.floor(from / step + 1e-9) + 1) * step;
    const end = Math.min(edge, stepEnd);
    return { rate: rateAt(traffic, spikes, (from + end) / 2), end };
  };
}
