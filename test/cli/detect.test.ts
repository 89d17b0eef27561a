import { expect, test } from 'vitest';
import { SMALL, cellsOf, cutover } from './run-main.ts';

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

test('as data, named and in plain numbers', async () => {
  const json = JSON.parse((await detect('--detect', '50%', '--format', 'json')).out) as unknown;
  expect(json).toMatchObject({
    schema: 'cutover.detection/1',
    runs: 6,
    rows: [
      {
        strategy: 'blue-green',
        bugs: [
          { size: 0, takenBack: { hits: 0, n: 6 } },
          { size: 0.5, takenBack: { hits: 6, share: 1 } },
        ],
      },
      { strategy: 'rolling', bugs: [{ size: 0 }, { size: 0.5, takenBack: { hits: 0 } }] },
    ],
  });
  const lines = (await detect('--detect', '50%', '--format', 'csv')).out.trimEnd().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(cellsOf(lines[2]!).slice(0, 6)).toEqual(['blue-green', 'Blue/green', '0.5', '6', '6', '1']);
});

test.each([
  [['--detect', 'half'], 'such as 1%,5%'],
  [['--detect', '150%'], 'such as 1%,5%'],
  [['--detect', '5%', '--format', 'latex'], '--detect: there is no LaTeX of it.'],
])('%s is refused', async (args, complaint) => {
  const { code, err } = await detect(...args);
  expect(code).toBe(2);
  expect(err).toContain(complaint);
});
