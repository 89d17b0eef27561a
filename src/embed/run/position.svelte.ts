import { countUpTo, type Micros } from '../../sim/index.ts';
import { steppedAt } from '../../ui/player/clock.ts';
import { advance, glide, pause, play, shownAt, stand, targetOf, type Motion } from './motion.ts';
import { instantOf, stepAt, type Stops } from './stops.ts';

/**
 * Where the embed stands in its run. Positions are absolute: the same one is the same picture, wherever it was come from. While nobody can
 * see it, nothing moves.
 */
export class Position {
  readonly stops: Stops;
  #motion = $state.raw<Motion>(stand(0));
  #clamped = $state(false);
  #calm = false;
  #seen = true;
  #frame = 0;
  #last = 0;

  constructor(stops: Stops, at: Micros = stops.opening) {
    this.stops = stops;
    this.seek(at);
  }

  /** The instant on show. For those who do not want motion it moves once a second at most. */
  get at(): Micros { return this.#calm && this.#motion.mode === 'playing' ? steppedAt(this.#motion.clock) : shownAt(this.#motion); }
  /** The instant it stands at or is on its way to. */
  get target(): Micros { return targetOf(this.#motion); }
  /** The last step at or before it; 0 = none yet. */
  get step(): number { return stepAt(this.stops, this.target); }
  get playing(): boolean { return this.#motion.mode === 'playing'; }
  /** On the way to the next step. */
  get gliding(): boolean { return this.#motion.mode === 'gliding'; }
  /** Whether what was asked last was out of range. */
  get clamped(): boolean { return this.#clamped; }

  /** Nothing may move but by steps. */
  set calm(calm: boolean) {
    this.#calm = calm;
    if (calm && this.gliding) this.#set(pause(this.#motion));
  }
  /** Whether anybody can see it. */
  set seen(seen: boolean) {
    this.#seen = seen;
    this.#run();
  }

  /** To a step or, with 0, to the opening. To the one that comes next it plays, within two seconds; to any other it jumps. */
  goTo(position: number): void {
    const { at, clamped } = instantOf(this.stops, position);
    this.#clamped = clamped;
    // Asked again on the way there: it is on its way.
    if (this.gliding && this.target === at) return;
    const isNext = countUpTo(this.stops.steps.map((step) => step.at), at) === this.step + 1;
    this.#set(isNext && !this.#calm ? glide(this.at, at) : stand(at));
  }

  /** To any instant; out of range to the nearest end. */
  seek(at: Micros): void {
    const within = Math.min(Math.max(Math.round(at), 0), this.stops.horizon);
    this.#clamped = within !== Math.round(at);
    this.#set(stand(within));
  }

  play(): void {
    this.#clamped = false;
    this.#set(play(this.#motion, this.stops.horizon));
  }

  pause(): void {
    this.#clamped = false;
    this.#set(pause(this.#motion));
  }

  #set(motion: Motion): void {
    this.#motion = motion;
    this.#run();
  }

  #run(): void {
    const wanted = this.#seen && this.#motion.mode !== 'still';
    if (wanted && this.#frame === 0) {
      this.#last = performance.now();
      this.#frame = requestAnimationFrame(this.#onFrame);
    } else if (!wanted && this.#frame !== 0) {
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    }
  }

  #onFrame = (now: number): void => {
    this.#frame = 0;
    this.#motion = advance(this.#motion, now - this.#last);
    this.#last = now;
    if (this.#motion.mode !== 'still') this.#frame = requestAnimationFrame(this.#onFrame);
  };
}
