import { BYE, commandIn, eventIn, PROTOCOL, Rate, type Command, type Event, type State, type Step, type Theme } from '../protocol/index.ts';
import { EmbedError } from './error.ts';

type Ready = Extract<Event, { type: 'ready' }>;
/** A key that was pressed in the frame and means nothing to the embed. */
export type NavigationKey = Pick<Extract<Event, { type: 'key' }>, 'key' | 'shiftKey'>;

interface Told {
  state: State;
  key: NavigationKey;
  /** A sentence; plain text. */
  problem: string;
  /** The frame shows another page now, or loaded this one anew: connect again. */
  gone: undefined;
}
type Listeners = { [K in keyof Told]: Set<(told: Told[K]) => void> };

/** A command without what the connection adds to it. */
type Asked = Command extends infer C ? (C extends Command ? Omit<C, 'cutover' | 'ask'> : never) : never;

/** A question that is given no answer in this time has failed. */
const ANSWER_MS = 5000;
/** More than this in a second is no run and no person; the rest of that second is not listened to. */
const EVENTS_A_SECOND = 120;

/** An embed as its host sees it. Every position can be asked for from every other; asked twice, it is the same. */
export class Embed {
  readonly title: string;
  /** Length of the run, in simulated milliseconds. */
  readonly durationMs: number;
  readonly steps: readonly Step[];
  #state: State;
  #asks = 0;
  #isOpen = true;
  readonly #port: MessagePort;
  readonly #onEnd: () => void;
  readonly #waiting = new Map<number, { settle(state: State): void; fail(error: EmbedError): void }>();
  readonly #listeners: Listeners = { state: new Set(), key: new Set(), problem: new Set(), gone: new Set() };

  /** Of use to `connect` alone. */
  constructor(port: MessagePort, ready: Ready, onEnd: () => void) {
    this.title = ready.title;
    this.durationMs = ready.durationMs;
    this.steps = ready.steps;
    this.#state = this.#within(ready.state);
    this.#port = port;
    this.#onEnd = onEnd;
    const rate = new Rate(EVENTS_A_SECOND);
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const event = eventIn(data);
      // What was asked for is heard in any case: it comes once for each question.
      if (this.#isAwaited(event) || rate.admits(performance.now())) this.#hear(event);
    };
  }

  /** How many steps there are; position 0 is the opening, before the first of them. */
  get stepCount(): number { return this.steps.length; }
  /** Where it stood when it was last heard of. */
  get state(): State { return this.#state; }

  /** To a step, or with 0 to the opening. Out of range it goes to the nearest end, and the answer says `clamped`. */
  goTo(step: number): Promise<State> { return this.#ask({ type: 'goTo', step }); }
  /** To an instant, in simulated milliseconds from the start of the run. */
  seek(atMs: number): Promise<State> { return this.#ask({ type: 'seek', atMs }); }
  play(): Promise<State> { return this.#ask({ type: 'play' }); }
  pause(): Promise<State> { return this.#ask({ type: 'pause' }); }
  setTheme(theme: Theme): Promise<State> { return this.#ask({ type: 'setTheme', theme }); }
  getState(): Promise<State> { return this.#ask({ type: 'getState' }); }

  /** Calls back whenever it happens, until the function that this gives back is called. */
  on<K extends keyof Told>(event: K, listener: (told: Told[K]) => void): () => void {
    this.#listeners[event].add(listener);
    return () => void this.#listeners[event].delete(listener);
  }

  /** Lets go of the embed; it stays as it is, and can be connected to again. */
  close(): void { this.#end('The connection to the embed was closed.'); }

  /** The window at the other end is another one now. Of use to `connect` alone. */
  lose(): void {
    if (!this.#isOpen) return;
    this.#end('The frame was loaded anew; connect to it again.');
    this.#tell('gone', undefined);
  }

  #ask(asked: Asked): Promise<State> {
    if (!this.#isOpen) return Promise.reject(new EmbedError('The connection to the embed is closed.'));
    const ask = ++this.#asks, command = { cutover: PROTOCOL, ask, ...asked };
    // The embed would not answer to what is no command.
    if (commandIn(command) === null) return Promise.reject(new EmbedError(`${asked.type} was given what it does not take: steps and instants are finite numbers, and themes go by their names.`));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(ask);
        reject(new EmbedError(`The embed gave no answer to ${asked.type} within ${ANSWER_MS / 1000} seconds.`));
      }, ANSWER_MS);
      this.#waiting.set(ask, {
        settle: (state) => { clearTimeout(timer); resolve(state); },
        fail: (error) => { clearTimeout(timer); reject(error); },
      });
      this.#port.postMessage(command);
    });
  }

  #isAwaited(event: Event | null): boolean {
    return event?.type === 'state' && event.answers !== null && this.#waiting.has(event.answers);
  }

  #hear(event: Event | null): void {
    switch (event?.type) {
      case 'state': {
        this.#state = this.#within(event.state);
        const waiting = event.answers === null ? undefined : this.#waiting.get(event.answers);
        if (event.answers !== null) this.#waiting.delete(event.answers);
        waiting?.settle(this.#state);
        return this.#tell('state', this.#state);
      }
      case 'key': return this.#tell('key', { key: event.key, shiftKey: event.shiftKey });
      case 'problem': return this.#tell('problem', event.message);
      // Ready twice, or something that is no event of ours: not worth a word.
      default: return;
    }
  }

  /** Whatever the frame may claim, a position is one of this run. */
  #within(state: State): State {
    return { ...state, step: Math.min(state.step, this.stepCount), atMs: Math.min(state.atMs, this.durationMs) };
  }

  #tell<K extends keyof Told>(event: K, told: Told[K]): void {
    for (const listener of [...this.#listeners[event]]) listener(told);
  }

  #end(why: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#port.onmessage = null;
    this.#port.postMessage(BYE);
    this.#port.close();
    this.#onEnd();
    for (const { fail } of this.#waiting.values()) fail(new EmbedError(why));
    this.#waiting.clear();
  }
}
