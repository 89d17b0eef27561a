import { expect, test } from 'vitest';
import { figureOf } from '../../build/deck/figure.ts';
import { raceOf } from '../../build/deck/race.ts';
import type { Fact, Trace } from '../../src/sim/index.ts';

const steps = [
  { at: 1, name: 'A < B', caption: 'Say "no" & go', print: false },
  { at: 2, name: 'The end', caption: '', print: true },
];

test('a figure has a fragment for each step of its scenario, in its order, and words for when nothing is drawn', () => {
  const { html } = figureOf('04-x', 'stage', 'All is well', { title: 'Trouble', steps });
  expect([...html.matchAll(/class="fragment" data-step="(\d)" data-print="(\w+)"><h2>(.*?)<\/h2>/g)].map(([, ...said]) => said)).toEqual([
    ['1', 'false', 'A &lt; B'],
    ['2', 'true', 'The end'],
  ]);
  expect(html).toContain('Say &quot;no&quot; &amp; go');
  expect(html).toContain('<div class="opening"><h2>All is well</h2>');
  expect(html).toContain('<li>A &lt; B</li><li>The end</li>');
});

test('its frame is shut in a sandbox that runs scripts and nothing else', () => {
  const { html } = figureOf('04-x', 'stage', 'All is well', { title: 'A "title"', steps });
  expect(html).toMatch(/<iframe data-address="\.\.\/embed\.html#scenario=04-x&amp;views=stage[^"]*" sandbox="allow-scripts" title="A &quot;title&quot;"><\/iframe>/);
});

test('a scenario that names no steps makes no figure', () => {
  expect(() => figureOf('04-x', 'stage', 'All is well', { title: 'Trouble', steps: [] })).toThrow('04-x, which names no steps');
});

const race = (closed: number, heard: number): string => {
  const of = (type: string, at: number, replica = 'v1-2') => ({ type, at, replica }) as unknown as Fact;
  const facts = [of('replica.terminating', 100), of('replica.forgotten', 101, 'v1-9'), of('replica.stopping', closed), of('replica.forgotten', heard)];
  return raceOf({ facts } as unknown as Trace, (micros) => `${micros} µs`).html;
};

test('the race names the loser by how much it came too late, and the winner by how much it had to spare', () => {
  expect(race(100, 130)).toContain('✕ 30 µs too late');
  expect(race(100, 130)).toContain('closes its door at once, and the last router has heard after 30 µs');
  expect(race(200, 130)).toContain('70 µs to spare');
  expect(race(200, 130)).not.toContain('✕');
});
