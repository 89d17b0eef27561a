import { isCount, isFlag, isList, isNumber, isOneOf, isShape, isText, orNull, type Guard, type Guarded } from './shape.ts';

/** Goes up when a host or an embed of the older kind could no longer be understood. */
export const PROTOCOL = 1;

export const THEMES = ['auto', 'light', 'dark', 'projector', 'projector-dark', 'print'] as const;
export type Theme = (typeof THEMES)[number];

/** Keys with which people move through slides and pages, and, as clickers do, turn the screen black; `f` fills it. */
export const NAVIGATION_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ', 'Escape', 'b', '.', 'f'] as const;

/** Longest text of each kind that is passed on; a sentence needs a quarter of it. */
const LINE_MAX = 200, TEXT_MAX = 2000;
const STEPS_MAX = 200;
/** A day, and a run is never longer. */
const DURATION_MAX_MS = 86_400_000;

const version = isOneOf([PROTOCOL]);
const type = <const T extends string>(name: T): Guard<T> => isOneOf([name]);
const ms = isNumber(0, DURATION_MAX_MS);
const theme = isOneOf(THEMES);

/**
 * What windows say to each other, without content: the embed that it is there, the host that it would like to know, the host that here is
 * a port. `page` is a number drawn when the page was loaded: it tells a hello that is said again from one of the page loaded anew.
 */
export const isHello = isShape({ cutover: version, type: type('hello'), page: isCount });
export const isKnock = isShape({ cutover: version, type: type('knock') });
export const isPort = isShape({ cutover: version, type: type('port') });
export const helloOf = (page: number): Guarded<typeof isHello> => ({ cutover: PROTOCOL, type: 'hello', page });
/** Said over the port by which it is given back, so that the host may connect again. */
export const isBye = isShape({ cutover: version, type: type('bye') });
export const BYE = { cutover: PROTOCOL, type: 'bye' } as const;
export const KNOCK = { cutover: PROTOCOL, type: 'knock' } as const;
export const PORT = { cutover: PROTOCOL, type: 'port' } as const;

const step = isShape({ name: isText(LINE_MAX), caption: isText(TEXT_MAX), print: isFlag, atMs: ms });
/** An instant with a name to stop at: `atMs` in simulated milliseconds from the start of the run, `print` when it belongs on a handout. */
export type Step = Guarded<typeof step>;

const state = isShape({ step: isCount, atMs: ms, playing: isFlag, theme, clamped: isFlag });
/**
 * Where an embed stands, or is on its way to: the last step at or before `atMs` (0 = none yet), and whether what was asked last was out
 * of range and brought to the nearest end.
 */
export type State = Guarded<typeof state>;

/** `ask` comes back in the state that answers. */
const asking = { cutover: version, ask: isCount };
const COMMANDS = {
  goTo: isShape({ ...asking, type: type('goTo'), step: isNumber() }),
  seek: isShape({ ...asking, type: type('seek'), atMs: isNumber() }),
  play: isShape({ ...asking, type: type('play') }),
  pause: isShape({ ...asking, type: type('pause') }),
  setTheme: isShape({ ...asking, type: type('setTheme'), theme }),
  getState: isShape({ ...asking, type: type('getState') }),
};
/** What a host may ask of an embed. */
export type Command = { [K in keyof typeof COMMANDS]: Guarded<(typeof COMMANDS)[K]> }[keyof typeof COMMANDS];

const EVENTS = {
  ready: isShape({ cutover: version, type: type('ready'), title: isText(LINE_MAX), durationMs: ms, steps: isList(STEPS_MAX, step), state }),
  state: isShape({ cutover: version, type: type('state'), state, answers: orNull(isCount) }),
  key: isShape({ cutover: version, type: type('key'), key: isOneOf(NAVIGATION_KEYS), shiftKey: isFlag }),
  problem: isShape({ cutover: version, type: type('problem'), message: isText(TEXT_MAX) }),
};
/** What an embed tells its host. */
export type Event = { [K in keyof typeof EVENTS]: Guarded<(typeof EVENTS)[K]> }[keyof typeof EVENTS];

/** The command or event that a value is, or null: whatever is not exactly one of them is nothing. */
export const commandIn = (value: unknown): Command | null => (isAmong(COMMANDS, value) ? (value as Command) : null);
export const eventIn = (value: unknown): Event | null => (isAmong(EVENTS, value) ? (value as Event) : null);

const isAmong = (guards: Readonly<Record<string, Guard<unknown>>>, value: unknown): boolean => Object.values(guards).some((guard) => guard(value));

/** Text brought to the length in which it is passed on. */
export const asLine = (text: string): string => shortened(text, LINE_MAX);
export const asText = (text: string): string => shortened(text, TEXT_MAX);
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
