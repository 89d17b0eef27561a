import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../../src/sim/run.ts';
import { build, edit, exportManifest, fromLink, parse, render, toLink } from '../../../src/sim/scenario/index.ts';
import { complaint } from './complaint.ts';

const PLAIN = 'horizon: 2m\nstrategy: { rolling: {} }\n';
const STEPPED = `${PLAIN}steps:
  - { at: 0s, name: Four old servers }
  - { at: 45s, name: The old server is told to stop, caption: The router does not know it yet., print: false }
  - at: 2m
    name: The end
`;

test('steps are named instants, in the units of the engine, the end of the run included', () => {
  expect(parse(STEPPED).scenario.steps).toEqual([
    { at: 0, name: 'Four old servers', caption: '', print: true },
    { at: 45_000_000, name: 'The old server is told to stop', caption: 'The router does not know it yet.', print: false },
    { at: 120_000_000, name: 'The end', caption: '', print: true },
  ]);
  expect(parse(PLAIN).scenario.steps).toEqual([]);
});

test('no run depends on them', () => {
  expect(run(parse(STEPPED).scenario, { seed: 4 }).digest).toBe(run(parse(PLAIN).scenario, { seed: 4 }).digest);
});

test('they come back from the text, from a link, from an edit and beside exported manifests', () => {
  const { source, scenario } = parse(STEPPED);
  expect(parse(render(source)).source).toEqual(source);
  expect(build(fromLink(toLink({ source, seed: 1, at: 0 })).source).steps).toEqual(scenario.steps);
  const later = build(edit(source, 'steps.1.at', '50s')).steps;
  expect(later.map(({ at }) => at)).toEqual([0, 50_000_000, 120_000_000]);
  const exported = exportManifest(scenario, 'kubernetes');
  expect('text' in exported && parse(exported.text).scenario.steps).toEqual(scenario.steps);
});

test('a manifest is given a run that reaches the last step', () => {
  const manifest = readFileSync('scenarios/08-deployment-manifest/scenario.yaml', 'utf8');
  const { scenario } = parse(`steps: [{ at: 40m, name: Long after }]\n---\n${manifest.slice(manifest.indexOf('apiVersion'))}`);
  expect(scenario.horizon).toBe(40 * 60_000_000);
});

test('each mistake is told at its place, with a cure', () => {
  expect(complaint(`${PLAIN}steps:
  - { at: 45, name: A number }
  - { name: No instant }
  - { at: 50s }
  - { at: 51s, name: '${'long '.repeat(20)}' }
  - { at: 52s, nam: Misspelt, print: no }
  - { at: 53s, name: ' ' }
`)).toBe(
    [
      'f.yaml:4:11  steps.0.at: must be a duration, is 45. Add a unit: 45s, 45m or 45ms.',
      'f.yaml:5:5  steps.1.at: is missing. Add a duration such as 90s: the instant that the step shows.',
      'f.yaml:6:5  steps.2.name: is missing. Add a text: what the step is called, in a few words.',
      'f.yaml:7:22  steps.3.name: may have 80 characters, has 100. Shorten it.',
      'f.yaml:8:5  steps.4.name: is missing. Add a text: what the step is called, in a few words.',
      'f.yaml:8:16  steps.4.nam: is not known. Did you mean "name"?',
      'f.yaml:8:38  steps.4.print: must be true or false, is "no". Write true or false; YAML 1.2 reads yes, no, on and off as text.',
      `f.yaml:9:22  steps.5.name: must say something, is " ". Name the step in a few words.`,
    ].join('\n'),
  );
  const many = Array.from({ length: 41 }, (_, index) => `  - { at: ${index}s, name: Step }\n`).join('');
  expect(complaint(`${PLAIN}steps:\n${many}`)).toBe('f.yaml:4:3  steps: may have 40 entries, has 41. Shorten the list.');
});

test('steps go forwards and stay within the run', () => {
  expect(complaint(`${PLAIN}steps:
  - { at: 50s, name: One }
  - { at: 40s, name: Two }
  - { at: 40s, name: Three }
  - { at: 3m, name: Four }
`)).toBe(
    [
      'f.yaml:5:11  steps.1.at: is 40s, and the step before it is at 50s. Put the steps in the order of their instants.',
      'f.yaml:6:11  steps.2.at: is 40s, and the step before it is at 40s. Make it later, or join the two.',
      'f.yaml:7:11  steps.3.at: is 3m, and the run ends at 2m. Make it earlier, or raise horizon.',
    ].join('\n'),
  );
});

test.each([
  ['- setWeight: 20\n  - pause: { duration: 1m }\n  - setWeight: 60'],
  ['- pause'],
  ['- 20\n  - 40'],
])('steps of a canary that lost their indentation are sent back to it: %s', (entries) => {
  expect(complaint(`strategy:\n  canary:\n    maxSurge: 1\nsteps:\n  ${entries}\n`)).toBe(
    'f.yaml:5:3  steps: holds steps of a canary; here, steps are the instants to stop at when the run is presented. ' +
      'Indent it under strategy: canary:, or write entries such as { at: 45s, name: "The first old server stops" }.',
  );
});
