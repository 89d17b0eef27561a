import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';

const APP = 'dist/app';
const ADDRESS = /new URL\(\s*["'`]([^"'`]+\.js)["'`]\s*,\s*import\.meta\.url\s*\)/g;
const SCRIPT = /<script([^>]*)>([\s\S]*?)<\/script>/g;

const gzip = (text: string): number => gzipSync(text, { level: 9 }).length;
const read = (file: string): string => readFileSync(`${APP}/${file}`, 'utf8');

/** Bytes of a file as a server sends it, compressed as well as gzip can. */
export const weightOf = (file: string): number => gzip(read(file));
export const sumOf = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + weightOf(file), 0);
/** As budgets are told: thousands of bytes. */
export const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

/** Every script that a browser fetches before the first line of this one runs, and itself. */
export function withImports(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const node of parseAst(read(file)).body)
    if ('source' in node && node.source) withImports(posix.join(dirname(file), String(node.source.value)), known);
  return known;
}

/** Scripts that a page names in its HTML, with all that they import. */
export function scriptsOf(page: string): Set<string> {
  const known = new Set<string>();
  for (const [, attributes = ''] of read(page).matchAll(SCRIPT)) {
    const src = /\ssrc="([^"]+)"/.exec(attributes)?.[1];
    if (src !== undefined) withImports(posix.join(dirname(page), src), known);
  }
  return known;
}

/** Workers whose addresses stand in these scripts: each with all that it imports. */
export function workersOf(scripts: Iterable<string>): Set<string> {
  const known = new Set<string>();
  for (const script of scripts)
    for (const [, address = ''] of read(script).matchAll(ADDRESS)) withImports(posix.join(dirname(script), address), known);
  return known;
}

/** What a script may fetch later, by its file: each with all that it imports and that `beside` does not have yet. */
export function laterOf(script: string, beside: ReadonlySet<string>): Map<string, Set<string>> {
  const later = new Map<string, Set<string>>();
  for (const [, name = ''] of read(script).matchAll(/\bimport\(\s*["'`]([^"'`]+\.js)["'`]/g)) {
    const file = posix.join(dirname(script), name);
    later.set(file, new Set([...withImports(file)].filter((one) => !beside.has(one))));
  }
  return later;
}

/** Bytes of the scripts that stand in a page as text: those that are run, and those that are only carried along for a worker. */
export function inlineOf(page: string): { run: number; carried: number } {
  const weight = { run: 0, carried: 0 };
  for (const [, attributes = '', code = ''] of read(page).matchAll(SCRIPT))
    weight[attributes.includes('text/plain') ? 'carried' : 'run'] += gzip(code);
  return weight;
}
