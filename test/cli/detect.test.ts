import { expect, test } from 'vitest';
import { SMALL, cutover } from './run-main.ts';

const detect = (...args: string[]) =>
  cutover(['compare', '-', '--strategies', 'blue-green,rolling', '--runs', '6', ...args], SMALL);

test('who looks catches a bug, who does not never does, and a good release raises no alarm', async () => {
  const { code, out, err } = await detect('--detect', '50%');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Blue\/green +none +0 ?% \(/m);
  expect(out).toMatch(/^ +50% +100 ?% \(/m);
  expect(out).toMatch(/^Rolling update +none +0 ?% .*\n +50% +0 ?% \(/m);
});

test('in Markdown, the same', async () => {
  expect((await detect('--detect', '50%', '--format', 'md')).out).toMatch(/^\| Blue\/green \| 50% \| 100 ?% /m);
});

test.each([
  [['--detect', 'half'], 'such as 1%,5%'],
  [['--detect', '150%'], 'such as 1%,5%'],
  [['--detect', '5%', '--format', 'json'], '--detect: there is no json of it.'],
])('%s is refused', async (args, complaint) => {
  const { code, err } = await detect(...args);
  expect(code).toBe(2);
  expect(err).toContain(complaint);
});
