import { THEMES, type Theme } from '../protocol/index.ts';
import { USUAL_VIEWS, VIEWS, type View } from './views.ts';

/** Which run: one of our own scenarios by its id, or a link into the app. */
export type Subject = { kind: 'scenario'; id: string } | { kind: 'link'; hash: string };

/** What the address of an embed asks for. */
export interface Address {
  subject: Subject;
  views: readonly View[];
  theme: Theme;
  /** Position to begin at; null = where the link points to, or the opening. */
  step: number | null;
  /** Null = the link's own, or 1. */
  seed: number | null;
  /** Whether arrow keys step while the frame has focus. */
  keys: 'focus' | 'none';
  /** Whether a pointer or focus brings buttons forth. */
  controls: 'hover' | 'none';
  caption: 'shown' | 'none';
  /** What is still to come on the time axis: pale, or not to be seen, so that a talk does not give its end away. */
  future: 'pale' | 'hidden';
}

/** Why an address shows nothing: what is wrong with it and what would cure it, in a sentence or two. */
export class AddressProblem extends Error {
  override name = 'AddressProblem';
}

const NAMES = ['s', 'scenario', 'views', 'theme', 'step', 'seed', 'keys', 'controls', 'caption', 'future'] as const;
type Name = (typeof NAMES)[number];
const SEED_MAX = 4_294_967_295, STEP_MAX = 9999;
const HASH_MAX = 65 * 1024;

/** Reads what follows the `#` of an embed's address, `#` included. Throws AddressProblem. */
export function readAddress(hash: string): Address {
  if (hash.length > HASH_MAX) throw new AddressProblem('The address is longer than 64 KiB. Share a shorter scenario.');
  const given = parameters(hash);
  return {
    subject: subjectOf(given),
    views: viewsOf(given.get('views')),
    theme: oneOf('theme', given, THEMES, 'auto'),
    step: whole('step', given, STEP_MAX),
    seed: whole('seed', given, SEED_MAX),
    keys: oneOf('keys', given, ['focus', 'none'], 'focus'),
    controls: oneOf('controls', given, ['hover', 'none'], 'hover'),
    caption: oneOf('caption', given, ['shown', 'none'], 'shown'),
    future: oneOf('future', given, ['pale', 'hidden'], 'pale'),
  };
}

/** Not by URLSearchParams: it would make spaces of what is none. */
function parameters(hash: string): ReadonlyMap<Name, string> {
  const given = new Map<Name, string>();
  for (const part of hash.slice(1).split('&').filter((part) => part !== '')) {
    const [, written, value] = /^([^=]*)=?(.*)$/s.exec(part)!;
    const name = NAMES.find((known) => known === written);
    if (name === undefined) throw new AddressProblem(`The address has a parameter ${quoted(written!)}, which means nothing here. There are ${listed(NAMES)}.`);
    if (given.has(name)) throw new AddressProblem(`The address has ${name} twice. Keep one of them.`);
    given.set(name, decoded(value!));
  }
  return given;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function subjectOf(given: ReadonlyMap<Name, string>): Subject {
  const id = given.get('scenario'), link = given.get('s');
  if (id !== undefined && link !== undefined) throw new AddressProblem('The address names a scenario and holds a link as well. Keep scenario or s.');
  if (link !== undefined) return { kind: 'link', hash: `#s=${link}` };
  if (id === undefined || id === '') {
    throw new AddressProblem('The address names no scenario. Add #scenario=03-rolling-good to it, or what follows the # of a link that you shared.');
  }
  return { kind: 'scenario', id };
}

function viewsOf(written: string | undefined): readonly View[] {
  if (written === undefined) return USUAL_VIEWS;
  const views = written.split(',').map((name) => {
    const view = VIEWS.find((known) => known === name.trim());
    if (view === undefined) throw new AddressProblem(`There is no view ${quoted(name)}. There are ${listed(VIEWS)}.`);
    return view;
  });
  const twice = views.find((view, i) => views.indexOf(view) !== i);
  if (twice !== undefined) throw new AddressProblem(`The view ${twice} is asked for twice. Keep one of them.`);
  return views;
}

function oneOf<const T extends string>(name: Name, given: ReadonlyMap<Name, string>, words: readonly T[], usual: T): T {
  const written = given.get(name);
  if (written === undefined) return usual;
  const word = words.find((known) => known === written);
  if (word === undefined) throw new AddressProblem(`${name} cannot be ${quoted(written)}. It is one of ${listed(words)}.`);
  return word;
}

function whole(name: Name, given: ReadonlyMap<Name, string>, most: number): number | null {
  const written = given.get(name);
  if (written === undefined) return null;
  if (!/^\d{1,10}$/.test(written) || Number(written) > most) throw new AddressProblem(`${name} cannot be ${quoted(written)}. It is a whole number from 0 to ${most}.`);
  return Number(written);
}

/** Something that was written, short enough to be said again. */
const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;
const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
