import { untrack } from 'svelte';
import { SECOND, type Micros, type Trace } from '../../../sim/index.ts';
import { Player } from '../../player/player.svelte.ts';
import { describe } from '../../views/index.ts';
import type { LessonSession } from '../session.svelte.ts';
import { remarksOf, stopsOf, type Remark } from './stops.ts';
import { speedFor } from './speed.ts';

/**
 * The learner's run of a round on the page. It moves only while the machine says that it plays, stops at every turn of the story and tells
 * the machine so. One may look back at what was seen, and not ahead.
 */
export class Watch {
  readonly trace: Trace;
  readonly window: { from: Micros; to: Micros };
  readonly remarks: readonly Remark[];
  readonly stops: readonly Micros[];
  readonly #session: LessonSession;
  readonly #player = new Player();
  /** Where the player is on its way to; null while it is not. */
  #stop = $state<Micros | null>(null);
  #reached = $state(0);

  constructor(session: LessonSession, trace: Trace, window: { from: Micros; to: Micros }) {
    this.#session = session;
    this.trace = trace;
    this.window = window;
    this.remarks = remarksOf(session.scene.blocks, session.lesson.spec, trace, window);
    this.stops = stopsOf(trace, window, this.remarks);
    this.#player.setHorizon(window.to);
    this.#player.setSpeed(speedFor(window));
    this.#player.seek(session.at === 'run.over' ? window.to : window.from);
    this.#reached = session.context.seen > session.context.round ? window.to : window.from;
  }

  get at(): Micros { return this.#player.at; }
  get isPlaying(): boolean { return this.#player.playing; }
  get speed(): number { return this.#player.speed; }
  set speed(speed: number) { this.#player.setSpeed(speed); }
  /** How far the run was seen. */
  get reached(): Micros { return Math.max(this.#reached, this.at); }
  get isAtEnd(): boolean { return this.at >= this.window.to; }

  /** Call once the page is there; gives back what to call when it goes away. */
  attach(): () => void {
    const detach = this.#player.attach();
    if (this.#session.at === 'run.playing') this.#start();
    return () => {
      this.#player.pause();
      detach();
    };
  }

  /** Call whenever a picture was drawn: at a stop the player stands still by itself. */
  check(): void {
    const stop = this.#stop;
    if (stop !== null && this.at >= stop) untrack(() => this.#arrive(stop));
  }

  /** Goes on to the next stop; from the end, begins again. */
  goOn(): void {
    if (this.isAtEnd) this.#player.seek(this.window.from);
    if (this.#session.can({ type: 'run.on' })) this.#session.send({ type: 'run.on' });
    else if (this.#session.can({ type: 'run.again' })) this.#session.send({ type: 'run.again' });
    this.#start();
  }

  toggle(): void {
    if (this.isPlaying) this.#player.pause();
    else this.goOn();
  }

  /** Looks back at what was seen, or on again as far as that goes. */
  look(at: Micros): void {
    this.#reached = this.reached;
    this.#stop = null;
    this.#player.pause();
    this.#player.setHorizon(this.window.to);
    this.#player.seek(Math.min(Math.max(at, this.window.from), this.#reached));
  }
  lookBy(seconds: number): void { this.look(this.at + seconds * SECOND); }

  #start(): void {
    this.#stop = this.stops.find((stop) => stop > this.at) ?? this.window.to;
    this.#player.setHorizon(this.#stop);
    if (this.#session.motion === 'full') this.#player.play();
    else this.#player.seek(this.#stop);
  }

  #arrive(stop: Micros): void {
    this.#stop = null;
    this.#reached = this.reached;
    this.#session.send({ type: stop >= this.window.to ? 'run.ended' : 'run.paused' });
    this.#session.say(describe(this.trace, stop));
  }
}
