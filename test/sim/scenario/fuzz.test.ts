import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { build, formatIssue, knobs, parse, render, ScenarioError, type Source } from '../../../src/sim/scenario/index.ts';

const files = [
  ...readdirSync('scenarios').map((name) => `scenarios/${name}/scenario.yaml`),
  ...readdirSync('test/fixtures/manifests', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|json)$/.test(name))
    .toSorted()
    .map((name) => `test/fixtures/manifests/${name}`),
].map((path) => readFileSync(path, 'utf8'));

/** What hands and programs do to a file: characters lost, doubled or replaced, lines moved, values swapped for nasty ones. */
const NASTY = ['', '-1', '.nan', '1e999', '"', "'", '[', '{', '*a', '&a', '!x', '\t', ' ', '\n', '---', 'null', '{}', '[]', '~', '__proto__', ': ', '#', '\u0000', '\ufeff', '%', '9'.repeat(400), '"\\e[2Jx": 1', `${'k'.repeat(5_000)}: 1`];
const mutation = fc.record({ place: fc.nat(1_000_000), length: fc.nat(12), text: fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 8 })), line: fc.boolean() });

function mutate(text: string, { place, length, text: inserted, line }: { place: number; length: number; text: string; line: boolean }): string {
  if (line) {
    const lines = text.split('\n'), index = place % lines.length;
    return [...lines.slice(0, index), lines[index]!.replace(/:.*$/, `: ${inserted}`), ...lines.slice(index + 1)].join('\n');
  }
  const at = place % (text.length + 1);
  return text.slice(0, at) + inserted + text.slice(at + length);
}

/** Null when the text is fine; anything but a ScenarioError is thrown on. */
function issuesOf(text: string): ScenarioError['issues'] | null {
  try {
    parse(text, { file: 'f.yaml' });
    return null;
  } catch (error) {
    if (error instanceof ScenarioError) return error.issues;
    throw error;
  }
}

test('a file with damage is read or refused, and every problem has its place and its cure', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 4 }), (file, mutations) => {
      const text = mutations.reduce(mutate, file), issues = issuesOf(text);
      if (issues === null) return;
      refused++;
      expect(issues.length).toBeGreaterThan(0);
      const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
      for (const issue of issues) {
        const { line, column, message, cure } = issue;
        expect(formatIssue(issue)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
        expect(formatIssue(issue).length).toBeLessThan(1_500);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual(lines[line! - 1]!.length + 1);
        expect(message).not.toMatch(/\.$|\n|undefined|\[object/);
        expect(cure).toMatch(/[.?]$/);
      }
    }),
    { numRuns: 1_500, seed: 4 },
  );
  expect(refused).toBeGreaterThan(300);
});

test('any tree at all is built or refused with paths, and has knobs', () => {
  const keys = fc.constantFrom('title', 'fleet', 'strategy', 'rolling', 'faults', 'kind', 'at', 'revisions', 'v1', 'readiness', 'replicas', 'operator', 'do', 'crash');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, fc.constantFrom('8s', 'none', 'crash', 'undo', '25%', '60/s', 3, -1, true, null), fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(keys, tie('tree'), { maxKeys: 6 })),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, tree, { maxKeys: 8 }), (source) => {
      expect(knobs(source as Source).length).toBeGreaterThan(5);
      try {
        build(source as Source);
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        for (const { line, message } of error.issues) expect([line, message.includes('undefined')]).toEqual([null, false]);
      }
    }),
    { numRuns: 500, seed: 4 },
  );
});

test('any good source survives being rendered and read', () => {
  const words = fc.string({ maxLength: 100, unit: 'binary' }).filter((text) => !/[\ud800-\udfff]/.test(text));
  fc.assert(
    fc.property(words, words, fc.integer({ min: 1, max: 500 }), (title, description, replicas) => {
      const source: Source = { title, description, strategy: { rolling: { maxSurge: '25%' } }, fleet: { replicas } };
      expect(parse(render(source)).source).toEqual(source);
    }),
    { numRuns: 300, seed: 4 },
  );
});
