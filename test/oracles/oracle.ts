import { readFileSync } from 'node:fs';
import { test } from 'vitest';

export interface Case<I, O> {
  name: string;
  in: I;
  out: O;
}

const folder = new URL('.', import.meta.url);

export function casesOf<I, O>(file: string): Case<I, O>[] {
  return (JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as { cases: Case<I, O>[] }).cases;
}

/** One test per case of an oracle file, each under its own name. */
export function oracle<I, O>(file: string, check: (given: I, expected: O) => void): void {
  for (const { name, in: given, out } of casesOf<I, O>(file)) test(`${file} ${name}`, () => check(given, out));
}
