import { expect, test } from 'vitest';
import { WIDTH, column, tablesOf } from '../../src/cli/formats/columns.ts';
import type { Io } from '../../src/cli/io.ts';

const io = { style: (_look: string, text: string) => text } as unknown as Io;

test('columns that do not fit beside each other go into a table below, with the names of the rows again', () => {
  const names = column('', ['By hand', 'Rolling update']),
    wide = (head: string) => column(head, ['minutes ✓ “5–10 minutes”, so to speak', 'none ✓']);
  const tables = tablesOf(names, [wide('downtime'), wide('speed'), wide('cost')], 'left', io);
  expect(tables.map((lines) => lines[0]!.trim().split(/ +/))).toEqual([['downtime', 'speed'], ['cost']]);
  for (const lines of tables) {
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(WIDTH);
    expect(lines.slice(1).map((line) => line.slice(0, names.width).trim())).toEqual(['By hand', 'Rolling update']);
  }
});

test('words stand at the left, numbers at the right, and a long head is broken between words', () => {
  const names = column('', ['a', 'b']),
    one = column('Failed by rollout', ['12', '3,456']);
  expect(tablesOf(names, [one], 'right', io)).toEqual([['    Failed', '        by', '   rollout', 'a       12', 'b    3,456']]);
  expect(tablesOf(names, [one], 'left', io)).toEqual([['   Failed', '   by', '   rollout', 'a  12', 'b  3,456']]);
});
