import {
  ScenarioError,
  build,
  edit,
  formatIssue,
  parse,
  type Issue,
  type Note,
  type Scenario,
  type Source,
} from '../sim/index.ts';
import { clean } from './clean.ts';
import type { Io } from './io.ts';
import { ReadError, nameOf, read } from './read.ts';

/** A change asked for on the command line; the value is JSON where it can be (`3`, `true`), else text (`25%`, `90s`). */
export interface Setting {
  path: string;
  value: string;
}

export interface Loaded {
  file: string;
  scenario: Scenario;
  source: Source;
  notes: Note[];
  /** What the file was taken for, such as `Deployment web`. */
  read: string;
}

/** Reads and understands one file; null after telling what is wrong with it. */
export async function load(file: string, settings: readonly Setting[], io: Io): Promise<Loaded | null> {
  const name = nameOf(file);
  try {
    const parsed = parse(await read(file, io), { file: name });
    if (settings.length === 0) return { file: name, ...parsed };
    const source = settings.reduce((before, { path, value }) => edit(before, path, valueOf(value)), parsed.source);
    return { file: name, ...parsed, source, scenario: build(source) };
  } catch (error) {
    if (error instanceof ReadError) io.err(`${clean(name)}: ${clean(error.message)}\n`);
    else if (error instanceof ScenarioError) {
      // Only a setting is a problem without a line: the file itself has been found right before.
      for (const issue of error.issues) io.err(`${told(issue.line === null ? { ...issue, file: `${name} --set` } : issue)}\n`);
    } else throw error;
    return null;
  }
}

const told = (issue: Issue): string => clean(formatIssue(issue)).replace(/\n/g, ' ');

function valueOf(text: string): Parameters<typeof edit>[2] {
  try {
    return JSON.parse(text) as Parameters<typeof edit>[2];
  } catch {
    return text;
  }
}

/** The notes for a run: what is not modelled is told in one line, as far as its name is all there is to say. */
export function noteLines(file: string, notes: readonly Note[]): string[] {
  const plain = notes.filter(isPlain);
  const names = [...new Set(plain.map(({ message }) => message.slice(NOT_MODELLED.length, -1)))];
  const sum =
    names.length === 0 ? [] : [`${clean(`${file}  note: ${NOT_MODELLED}${names.join(', ')}`)}. (cutover check says where.)`];
  return [...notes.filter((note) => !isPlain(note)).map((note) => noteLine(file, note)), ...sum];
}

const NOT_MODELLED = 'Not modelled: ';
const isPlain = ({ message }: Note): boolean =>
  message.startsWith(NOT_MODELLED) && /^\w+\.$/.test(message.slice(NOT_MODELLED.length));

/** `file:line  note: path: message` */
export function noteLine(file: string, note: Note): string {
  const { line, path, message } = note;
  const says = isPlain(note) ? `${NOT_MODELLED}${path}.` : `${path === '' ? '' : `${path}: `}${message}`;
  return clean(`${file}${line === null ? '' : `:${line}`}  note: ${says}`).replace(/\n/g, ' ');
}
