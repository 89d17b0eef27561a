import { expect, test } from 'vitest';
import { folded } from '../../src/cli/fold.ts';
import { cutover } from './run-main.ts';

const COMMANDS = ['check', 'compare', 'export', 'guide', 'lesson', 'merge', 'run', 'sweep', 'worker'];

test('every command is in the help', async () => {
  const { out } = await cutover(['--help']);
  const [, commands = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(out) ?? [];
  expect([...commands.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name).sort()).toEqual([...COMMANDS, 'help'].sort());
});

test.each([[], ['lesson', 'check'], ...COMMANDS.map((name) => [name])])(
  'no help of %s is wider than a terminal',
  async (...args) => {
    const { code, out } = await cutover([...args, '--help']);
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  },
);

const words = (count: number): string => Array.from({ length: count }, () => 'nine char').join(' ');

test('a sentence is folded at its margin, with the lines that go on with it', () => {
  expect(folded(`${words(11)}\nand on.\nAnother.`)).toBe(`${words(10)}\nnine char and on.\nAnother.`);
});

test('what stands behind a word goes on below itself, and a list stays a list', () => {
  expect(folded(`  json  ${words(10)}\n        and on\n  csv   rows`)).toBe(
    `  json  ${words(9)}\n        nine char and on\n  csv   rows`,
  );
  expect(folded(`  ${words(10)}\n  next`)).toBe(`  ${words(9)} nine\n  char\n  next`);
});
