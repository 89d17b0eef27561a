import type { Trace } from '../../sim/index.ts';
import { AddressProblem, readAddress, type Address } from '../address/address.ts';
import { applyTheme } from '../address/theme.ts';
import type { Figure, FromEngine, Wanted } from '../engine/words.ts';
import { asLine, asText, PROTOCOL, type Command, type State, type Theme } from '../protocol/index.ts';
import { Position } from '../run/position.svelte.ts';
import { instantOf, stopsOf } from '../run/stops.ts';
import { startEngine } from './engine.ts';
import { listen, type HostLine } from './port.ts';
import { Teller } from './teller.svelte.ts';

/** While it plays, a host hears of it no more often than this, however many pictures a second a screen draws. */
const NEWS_MS = 50;

/** A run that can be shown. */
export interface Shown {
  trace: Trace;
  description: string;
  figures: readonly Figure[];
  position: Position;
  teller: Teller;
}

/** One embed, from its address on: what it shows, or why it shows nothing, and what it says to the page around it. */
export class Session {
  readonly address: Address | null = null;
  #shown = $state.raw<Shown | null>(null);
  #problem = $state('');
  #theme = $state<Theme>('auto');
  readonly #line: HostLine;
  /** What the host was told last, and when: it need not be told the same again. */
  #told: { state: State; at: number } | null = null;

  constructor(hash: string) {
    try {
      this.address = readAddress(hash);
      this.#theme = this.address.theme;
    } catch (error) {
      if (!(error instanceof AddressProblem)) throw error;
      this.#problem = error.message;
    }
    this.#line = listen({ onopen: () => this.#introduce(), oncommand: (command) => this.#obey(command) });
  }

  get shown(): Shown | null { return this.#shown; }
  /** Why nothing is shown, in a sentence or two; empty when there is no reason. */
  get problem(): string { return this.#problem; }
  get theme(): Theme { return this.#theme; }
  get hasHost(): boolean { return this.#line.isOpen; }

  /** Call once the whole page has been read: the engine stands at its end. */
  start(): void {
    if (this.address === null) return;
    const { subject, seed, views, future } = this.address;
    const wanted: Wanted = { sentences: views.includes('sentence') || views.includes('numbers'), tables: views.includes('twin'), ahead: future === 'pale' };
    const engine = startEngine((answer) => this.#hear(answer, new Teller(wanted, (at) => engine.ask({ type: 'tell', at, wanted }))));
    engine.ask({ type: 'play', subject, seed });
  }

  /** Tells the host where the embed stands, if that is news. Call whenever it may have changed. */
  report(): void {
    const state = this.#state();
    if (state === null || JSON.stringify(state) === JSON.stringify(this.#told?.state)) return;
    if (state.playing && this.#told?.state.playing && performance.now() - this.#told.at < NEWS_MS) return;
    this.#tell(state, null);
  }

  /** Hands a key back to the page around. */
  handBack(key: Extract<Parameters<HostLine['send']>[0], { type: 'key' }>['key'], shiftKey: boolean): void {
    this.#line.send({ cutover: PROTOCOL, type: 'key', key, shiftKey });
  }

  #hear(answer: FromEngine, teller: Teller): void {
    if (answer.type === 'told') return this.#shown?.teller.hear(answer.told);
    if (answer.type === 'problem') this.#problem = answer.message;
    else {
      const stops = stopsOf(answer.trace, answer.steps), step = this.address?.step ?? null;
      const position = new Position(stops, step === null ? (answer.at ?? stops.opening) : instantOf(stops, step).at);
      this.#shown = { trace: answer.trace, description: answer.description, figures: answer.figures, position, teller };
    }
    this.#introduce();
  }

  #introduce(): void {
    const state = this.#state();
    if (this.#problem !== '') this.#line.send({ cutover: PROTOCOL, type: 'problem', message: asText(this.#problem) });
    if (state === null || this.#shown === null || !this.#line.isOpen) return;
    const { trace, position } = this.#shown;
    const steps = position.stops.steps.map(({ at, name, caption, print }) => ({ name: asLine(name), caption: asText(caption), print, atMs: at / 1000 }));
    this.#told = { state, at: performance.now() };
    this.#line.send({ cutover: PROTOCOL, type: 'ready', title: asLine(trace.header.title), durationMs: trace.header.horizon / 1000, steps, state });
  }

  #obey(command: Command): void {
    const position = this.#shown?.position;
    if (position === undefined) return;
    switch (command.type) {
      case 'goTo': position.goTo(command.step); break;
      case 'seek': position.seek(command.atMs * 1000); break;
      case 'play': position.play(); break;
      case 'pause': position.pause(); break;
      case 'setTheme': this.#theme = command.theme; applyTheme(command.theme); break;
      case 'getState': break;
    }
    this.#tell(this.#state()!, command.ask);
  }

  #state(): State | null {
    if (this.#shown === null) return null;
    const { step, target, playing, clamped } = this.#shown.position;
    return { step, atMs: target / 1000, playing, theme: this.#theme, clamped };
  }

  #tell(state: State, answers: number | null): void {
    this.#told = { state, at: performance.now() };
    this.#line.send({ cutover: PROTOCOL, type: 'state', state, answers });
  }
}
