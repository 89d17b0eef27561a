import type { Micros } from '../../sim/index.ts';
import { play as playOn, seek, tick, type Clock } from '../../ui/player/clock.ts';

/**
 * What the playhead is doing: it stands, it plays on, or it plays quickly to an instant which counts as reached from the start. Plain data:
 * every change is a new one.
 */
export type Motion =
  | { mode: 'still'; at: Micros }
  | { mode: 'playing'; clock: Clock }
  | { mode: 'gliding'; from: Micros; to: Micros; /** Wall time so far. */ passedMs: number };

/** Longest that playing to the next step takes on the wall; the shortest stretches take a third of it. */
export const GLIDE_MS = 1800;
/** Simulated time that passes per unit of wall time while a run plays. */
export const SPEED = 8;

/** The instant on show. */
export function shownAt(motion: Motion): Micros {
  if (motion.mode === 'still') return motion.at;
  if (motion.mode === 'playing') return motion.clock.at;
  const { from, to, passedMs } = motion;
  return Math.round(from + (to - from) * Math.min(1, passedMs / glideMs(from, to)));
}

/** The instant it stands at or is on its way to. */
export const targetOf = (motion: Motion): Micros => (motion.mode === 'gliding' ? motion.to : shownAt(motion));

/** A second of the run takes no longer here than it would if it were played. */
const glideMs = (from: Micros, to: Micros): number => Math.min(GLIDE_MS, Math.max(GLIDE_MS / 3, (to - from) / 1000 / SPEED));

export const stand = (at: Micros): Motion => ({ mode: 'still', at });

export const glide = (from: Micros, to: Micros): Motion => (from < to ? { mode: 'gliding', from, to, passedMs: 0 } : stand(to));

/** Plays on from where it is or was going; at the end it begins again from the start. */
export function play(motion: Motion, horizon: Micros): Motion {
  if (motion.mode === 'playing' || horizon <= 0) return motion;
  return { mode: 'playing', clock: playOn(seek({ at: 0, speed: SPEED, playing: false, horizon }, targetOf(motion))) };
}

/** Stands where it is, or where it was going. */
export const pause = (motion: Motion): Motion => (motion.mode === 'still' ? motion : stand(targetOf(motion)));

/** How far it has come after so many milliseconds on the wall. */
export function advance(motion: Motion, wallMs: number): Motion {
  if (motion.mode === 'playing') {
    const clock = tick(motion.clock, wallMs);
    return clock.playing ? { mode: 'playing', clock } : stand(clock.at);
  }
  if (motion.mode === 'still') return motion;
  const passedMs = motion.passedMs + Math.max(0, wallMs);
  return passedMs >= glideMs(motion.from, motion.to) ? stand(motion.to) : { ...motion, passedMs };
}
