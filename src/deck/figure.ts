import { connect, EmbedError, type Embed } from '../embed/host/index.ts';
import { passOn } from './keys.ts';

/**
 * A live figure on a slide: a frame that is kept at the step that it was last told, through loading, reloading and silence. Until the
 * frame answers, and if it never does, its poster stands in its place and the talk goes on with words.
 */
export class Figure {
  readonly slide: HTMLElement;
  readonly #frame: HTMLIFrameElement;
  #step = 0;
  #isOnStage = false;
  #embed: Embed | null = null;
  #ready: Promise<void> | null = null;

  constructor(frame: HTMLIFrameElement) {
    const slide = frame.closest<HTMLElement>('section');
    if (slide === null) throw new Error('A live figure belongs on a slide.');
    this.slide = slide;
    this.#frame = frame;
  }

  /** Loads the frame, once; resolves when the figure is drawn for the first time. */
  load(): Promise<void> {
    this.#ready ??= new Promise((resolve) => {
      const listen = async (): Promise<void> => {
        try {
          // However long it takes: a poster waits in its place, and nobody else does.
          this.#take(await connect(this.#frame, { timeoutMs: Infinity }), listen);
          resolve();
        } catch (problem) {
          if (!(problem instanceof EmbedError)) throw problem;
          this.#say(problem.message);
          this.#frame.addEventListener('load', () => void listen(), { once: true });
        }
      };
      this.#frame.src = this.#frame.dataset['address'] ?? '';
      void listen();
    });
    return this.#ready;
  }

  /** To be at this step, played from the one before it or at once, and to rest when its slide is left. */
  show(step: number, isOnStage: boolean): void {
    const isNew = step !== this.#step || (this.#isOnStage && !isOnStage);
    this.#step = step;
    this.#isOnStage = isOnStage;
    if (isNew) this.#tell();
  }

  /** Whoever is in the frame gets the deck back under the fingers. Something of the deck has to take the focus: a frame of another process may keep what its element gave up. */
  leave(): void {
    if (document.activeElement !== this.#frame) return;
    const deck = this.slide.closest<HTMLElement>('.reveal') ?? this.slide;
    deck.tabIndex = -1;
    deck.focus({ preventScroll: true });
  }

  #take(embed: Embed, listen: () => Promise<void>): void {
    this.#embed = embed;
    this.#draw(embed);
    embed.on('key', (key) => {
      if (key.key === 'Escape') this.leave();
      passOn(key);
    });
    embed.on('gone', () => {
      this.#embed = null;
      delete this.#frame.parentElement!.dataset['state'];
      void listen();
    });
    embed.on('problem', (message) => this.#say(message));
    this.#tell();
  }

  /** A figure that no longer answers gives its place to the poster, until it answers again. */
  #tell(): void {
    const embed = this.#embed;
    if (embed === null) return;
    const rested = embed.goTo(this.#step).then((state) => (this.#isOnStage ? state : embed.pause()));
    rested.then(
      () => this.#draw(embed),
      (problem: unknown) => {
        if (!(problem instanceof EmbedError)) throw problem;
        if (embed === this.#embed) this.#say(problem.message);
      },
    );
  }

  #draw(embed: Embed): void {
    if (embed === this.#embed) this.#frame.parentElement!.dataset['state'] = 'ready';
  }

  #say(problem: string): void {
    const { parentElement } = this.#frame, line = parentElement?.querySelector('.poster p');
    delete parentElement?.dataset['state'];
    if (line) line.textContent = problem;
  }
}
