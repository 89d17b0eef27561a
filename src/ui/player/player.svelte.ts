import { untrack } from 'svelte';
import type { Micros } from '../../sim/index.ts';
import { atSpeed, inRun, pause, play, seek, steppedAt, stopped, tick, type Clock } from './clock.ts';

/**
 * Turns the clock on the wall into `at`, once per picture: the only place that asks for animation frames.
 * While the tab is hidden nothing moves.
 */
export class Player {
  #clock = $state.raw<Clock>(stopped(0));
  // Of their own, so that what depends on one of them does not follow every tick of the clock.
  readonly #playing = $derived(this.#clock.playing);
  readonly #speed = $derived(this.#clock.speed);
  readonly #horizon = $derived(this.#clock.horizon);
  #frame = 0;
  #last = 0;

  get at(): Micros { return this.#clock.at; }
  /** The instant for those who do not want motion. */
  get steppedAt(): Micros { return steppedAt(this.#clock); }
  get playing(): boolean { return this.#playing; }
  get speed(): number { return this.#speed; }
  get horizon(): Micros { return this.#horizon; }

  play(): void { this.#set(play(this.#clock)); }
  pause(): void { this.#set(pause(this.#clock)); }
  toggle(): void { if (this.playing) this.pause(); else this.play(); }
  seek(at: Micros): void { this.#set(seek(this.#clock, at)); }
  setSpeed(speed: number): void { this.#set(atSpeed(this.#clock, speed)); }
  /** A run of another length is on: stays at the same instant where it can. */
  setHorizon(horizon: Micros): void { this.#set(inRun(this.#clock, horizon)); }

  /** Call once the page is there; gives back what to call when it goes away. */
  attach(): () => void {
    const onVisibility = (): void => this.#run();
    document.addEventListener('visibilitychange', onVisibility);
    // Whoever attaches in an effect must not attach again with every tick of the clock.
    untrack(() => this.#run());
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    };
  }

  #set(clock: Clock): void {
    this.#clock = clock;
    this.#run();
  }

  #run(): void {
    const wanted = this.#clock.playing && document.visibilityState === 'visible';
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
    const clock = tick(this.#clock, now - this.#last);
    this.#last = now;
    this.#clock = clock;
    if (clock.playing && document.visibilityState === 'visible') this.#frame = requestAnimationFrame(this.#onFrame);
  };
}
