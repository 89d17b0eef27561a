import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { casesOf } from './oracle.ts';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder);

test('every Kubernetes oracle file is run by a test file, and together they hold 182 cases in 22 files', () => {
  const files = names.filter((name) => /^k8s_.*\.json$/.test(name)).map((name) => name.replace('.json', ''));
  const sources = names.filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const run = sources.flatMap((source) => [...source.matchAll(/'(k8s_\w+)'/g)].map((match) => match[1]!));
  expect(run.sort()).toEqual(files.sort());
  expect(files).toHaveLength(22);
  expect(files.reduce((sum, file) => sum + casesOf(file).length, 0)).toBe(182);
});
