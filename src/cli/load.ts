import { ScenarioError, build, edit, formatIssue, parse, type Note, type Scenario, type Source } from '../sim/index.ts';
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
}

/** Reads and understands one file; null after telling what is wrong with it. */
export async function load(file: string, settings: readonly Setting[], io: Io): Promise<Loaded | null> {
  const name = nameOf(file);
  try {
    const { scenario, source, notes } = parse(await read(file, io), { file: name });
    if (settings.length === 0) return { file: name, scenario, source, notes };
    const edited = settings.reduce((before, { path, value }) => edit(before, path, valueOf(value)), source);
    return { file: name, scenario: build(edited), source: edited, notes };
  } catch (error) {
    if (error instanceof ReadError) io.err(`${clean(name)}: ${clean(error.message)}\n`);
    else if (error instanceof ScenarioError) {
      for (const issue of error.issues) io.err(`${clean(formatIssue({ ...issue, file: issue.file || name }))}\n`);
    } else throw error;
    return null;
  }
}

function valueOf(text: string): Parameters<typeof edit>[2] {
  try {
    return JSON.parse(text) as Parameters<typeof edit>[2];
  } catch {
    return text;
  }
}

/** `file:line  note: path: message` */
export const noteLine = (file: string, { line, path, message }: Note): string =>
  clean(`${file}${line === null ? '' : `:${line}`}  note: ${path === '' ? '' : `${path}: `}${message}`).replace(/\n/g, ' ');
