import type { Micros } from '../../sim/index.ts';

/** Where the playhead is and how it moves. Plain data: every change is a new clock. */
export interface Clock {
  at: Micros;
  /** Simulated time that passes per unit of wall time. */
  speed: number;
  playing: boolean;
  /** The end of the run; the playhead never passes it. */
  horizon: Micros;
}

/** From slow motion, in which single requests can be followed, to a whole run in a few seconds. */
export const SPEEDS = [0.25, 1, 8, 30, 120] as const;

/** Longest stretch of wall time one picture may stand for: after a stall the playhead goes on, it does not leap. */
export const LONGEST_TICK_MS = 100;

export const stopped = (horizon: Micros): Clock => ({ at: 0, speed: 8, playing: false, horizon });

const clamp = (at: Micros, horizon: Micros): Micros => Math.min(Math.max(Math.round(at), 0), horizon);

/** The clock after so many milliseconds on the wall; it stops by itself at the end. */
export function tick(clock: Clock, wallMs: number): Clock {
  if (!clock.playing) return clock;
  const at = clamp(clock.at + Math.min(Math.max(wallMs, 0), LONGEST_TICK_MS) * 1000 * clock.speed, clock.horizon);
  return { ...clock, at, playing: at < clock.horizon };
}

/** Any instant from any other, exactly; out of range is brought to the nearest end. */
export const seek = (clock: Clock, at: Micros): Clock => ({ ...clock, at: clamp(at, clock.horizon) });

/** Plays on; at the end it begins again from the start. */
export const play = (clock: Clock): Clock => ({ ...clock, at: clock.at >= clock.horizon ? 0 : clock.at, playing: clock.horizon > 0 });

export const pause = (clock: Clock): Clock => (clock.playing ? { ...clock, playing: false } : clock);

export const atSpeed = (clock: Clock, speed: number): Clock => ({ ...clock, speed });

/** The same instant in a run of another length. */
export const inRun = (clock: Clock, horizon: Micros): Clock => seek({ ...clock, horizon }, clock.at);

/**
 * The instant to show to those who do not want motion: exact while paused, and while playing one picture a second on the wall, each a
 * whole number of steps from the start.
 */
export function steppedAt({ at, playing, speed }: Clock): Micros {
  const step = Math.max(1, Math.round(1_000_000 * speed));
  return playing ? Math.floor(at / step) * step : at;
}
