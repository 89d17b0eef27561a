import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { build, estimateRequests, parse, render } from '../../../src/sim/scenario/index.ts';

const scenarios = readdirSync('scenarios').toSorted();
const manifests = readdirSync('test/fixtures/manifests').filter((name) => /\.(yaml|json)$/.test(name)).toSorted();
const texts = [
  ...scenarios.map((name) => [name, readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8')] as const),
  ...manifests.map((name) => [name, readFileSync(`test/fixtures/manifests/${name}`, 'utf8')] as const),
];

test('there are scenarios and manifests to look at', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(8);
  expect(manifests.length).toBeGreaterThanOrEqual(6);
});

test.each(texts)('%s loads, builds from its source, and survives being rendered', (_, text) => {
  const { scenario, source } = parse(text);
  expect(build(source)).toEqual(scenario);
  expect(parse(render(source))).toMatchObject({ source, scenario });
});

test.each(texts.slice(0, scenarios.length))('%s has a title, one sentence, and runs at once in a browser', (_, text) => {
  const { scenario } = parse(text);
  expect(scenario.title).not.toBe('Untitled');
  expect(scenario.description).toMatch(/^[A-Z][^.]*\.$/);
  expect(estimateRequests(scenario)).toBeLessThan(120_000);
});

test('the cured update differs from the one that loses requests by its preStop hook alone', () => {
  const [race, cure] = ['04-rolling-termination-race', '05-rolling-prestop-cure'].map((name) => parse(texts.find(([id]) => id === name)![1]).scenario);
  const told = { title: '', description: '', steps: [] };
  expect({ ...cure!, fleet: { ...cure!.fleet, preStop: 0 }, ...told }).toEqual({ ...race!, ...told });
});
