import { expect, test } from 'vitest';
import { csvOf, jsonOf, markdownOf } from '../../src/report/index.ts';
import { reported } from './fixture.ts';

test('CSV has a line for each row and metric, seconds for durations, and no formula', () => {
  const lines = csvOf(reported()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(5);
  const cells = lines.map((line) => line.slice(1, -1).split('","'));
  const at = (name: string): number => cells[0]!.indexOf(name);
  expect(cells.every(({ length }) => length === cells[0]!.length)).toBe(true);
  expect(cells[4]![at('mean')]).toBe('2');
  expect(cells[1]![at('label')]).toBe("'=one");
  expect([at('schema'), at('tool'), at('again')].map((place) => cells[1]![place])).toEqual(['cutover.comparison/1', 'cutover 1.2.3', 'https://example.org/#s=1.abc']);
});

test('JSON carries schema, tool, root, link, scenarios and every run with its values', () => {
  const read = JSON.parse(jsonOf(reported()));
  expect(read).toMatchObject({ schema: 'cutover.comparison/1', tool: 'cutover 1.2.3', root: 7, link: 'https://example.org/#s=1.abc', command: null, replications: 10, within: null });
  expect(read.arms[1]).toMatchObject({
    file: null,
    scenario: { title: 'two|b & 100%' },
    cells: { downtime: { mean: 2, none: 5, sorted: [2, 2, 2, 2, 2], typical: { seed: 100, command: null } } },
  });
  expect(read.runs).toHaveLength(20);
  expect(read.runs[11]).toEqual({ arm: 'arm-1', replication: 1, seed: 101, outcome: 'rolledBack', values: { usersHurt: 32, downtime: null } });
});

test('Markdown is one table whose text breaks no cell, with the terms and what brings it back below', () => {
  const lines = markdownOf(reported({ command: 'cutover compare `x`.yaml' })).split('\n');
  expect(lines[0]).toBe('## A \\*world\\* \\& its {100%} \\<b\\>');
  const table = lines.filter((line) => line.startsWith('|'));
  expect(table).toHaveLength(4);
  expect(table[3]).toContain('two\\|b');
  expect(table[3]).toContain('2 s \\[5\\]');
  expect(lines.at(-2)).toBe(
    '- cutover 1.2.3, cutover.comparison/1, root seed 7, replications 0 to 9; [open this comparison](https://example.org/#s=1.abc); `` cutover compare `x`.yaml ``',
  );
});
