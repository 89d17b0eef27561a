import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SMALL } from '../lessons/small-lesson.ts';
import { cutover } from './run-main.ts';

const home = mkdtempSync(join(tmpdir(), 'cutover-lesson-'));
afterAll(() => rmSync(home, { recursive: true }));

/** A folder with the small lesson in it, or what it has become. */
function folder(name: string, change: (texts: typeof SMALL) => typeof SMALL = (texts) => texts): string {
  const place = join(home, name);
  mkdirSync(place);
  const { prose, spec, scenario } = change(SMALL);
  writeFileSync(join(place, 'lesson.md'), prose);
  writeFileSync(join(place, 'lesson.yaml'), spec);
  writeFileSync(join(place, 'scenario.yaml'), scenario);
  return place;
}

describe('cutover lesson check', () => {
  test('prints a line a claim, and ends with 1 when one is not proved', async () => {
    const { code, out, err } = await cutover(['lesson', 'check', folder('small'), '--logs', '60']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^A small lesson {2}\(small, about 4 minutes\)\n {2}✓ the expert passes\n {2}✓ the naive plan fails for the named reason\n/,
    );
    expect(out).toMatch(/ {2}✕ it takes six to ten minutes: It takes about \d\.\d+ minutes\.\n$/);
    expect(out.match(/✓/g)).toHaveLength(7);
  });

  test('says what is wrong in a file with its place, and ends with 2', async () => {
    const place = folder('wrong', (texts) => ({ ...texts, prose: texts.prose.replace('Press **start**.', '<b>now</b>') }));
    const { code, out, err } = await cutover(['lesson', 'check', place]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      `${place}/lesson.md:2:1  has raw HTML: "<b>". Lessons are Markdown and directives only; remove it.\n${place}/lesson.md:2:7  has raw HTML: "</b>". Lessons are Markdown and directives only; remove it.\n`,
    );
  });

  test('says which file is missing', async () => {
    const { code, err } = await cutover(['lesson', 'check', join(home, 'nowhere')]);
    expect([code, err]).toEqual([2, `${join(home, 'nowhere', 'lesson.md')}: no such file. Check the name and the folder.\n`]);
  });

  test('goes on with the other folders', async () => {
    const { code, out } = await cutover(['lesson', 'check', join(home, 'nowhere'), folder('again'), '--logs', '5']);
    expect(code).toBe(2);
    expect(out).toContain('(again, about 4 minutes)');
  });

  test('takes the lessons that come with the program when no folder is named', async () => {
    const { code, out } = await cutover(['lesson', 'check', '--logs', '1']);
    expect(code).toBe(0);
    for (const id of ['01-stop-everything', '04-zero-downtime'])
      expect(out).toContain(
        `${/^title: "?((?:[^"\\]|\\.)*)"?$/m.exec(readFileSync(`src/lessons/content/${id}/lesson.yaml`, 'utf8'))![1]!.replaceAll('\\"', '"')}  (${id}, about `,
      );
  }, 120_000);
});
