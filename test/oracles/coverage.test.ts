import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { casesOf } from './oracle.ts';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder);

test.each([
  ['k8s', 22, 182],
  ['argo', 43, 435],
  ['flagger', 3, 23],
  ['kayenta', 5, 69],
])('every %s oracle file is run by a test file: %i files', (family, count, cases) => {
  const files = names.filter((name) => name.startsWith(`${family}_`) && name.endsWith('.json')).map((name) => name.replace('.json', ''));
  const sources = names.filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const run = new Set(sources.flatMap((source) => [...source.matchAll(/'((?:k8s|argo|flagger|kayenta)_\w+)'/g)].map((match) => match[1]!)));
  expect(files.filter((file) => !run.has(file))).toEqual([]);
  expect(files).toHaveLength(count);
  expect(files.reduce((sum, file) => sum + casesOf(file).length, 0)).toBe(cases);
});
