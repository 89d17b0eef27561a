import { posix } from 'node:path';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { STRATEGIES } from '../../src/sim/index.ts';
import { openPage } from './serve.ts';
import { inKilobytes, inlineOf, laterOf, scriptsOf, sumOf, weightOf, workersOf } from './weight.ts';

/** Bytes of script, compressed, before the front door shows its first picture; and before the embed paints. */
const FRONT_DOOR = 110_000,
  EMBED = 60_000;
const IDS = STRATEGIES.map(({ id }) => id);

beforeEach(() => {
  if (inject('obstacle') !== '') throw new Error(inject('obstacle'));
});

const isOf = (file: string, id: string): boolean => new RegExp(`/${id}-[\\w-]{8}\\.js$`).test(file);
const tell = (title: string, files: Iterable<string>): void =>
  console.log(
    [
      `${title}: ${inKilobytes(sumOf(files))}`,
      ...[...files].map((file) => `  ${inKilobytes(weightOf(file)).padStart(9)}  ${file}`),
    ].join('\n'),
  );

/** The page's scripts, and the worker that plays: what has to be there before anything can be shown. */
function frontDoor(): { scripts: Set<string>; workers: Set<string> } {
  const scripts = scriptsOf('index.html');
  return { scripts, workers: workersOf(scripts) };
}

describe('the front door', () => {
  test('needs at most 110 KB of script before its first picture, the worker that plays included', () => {
    const { scripts, workers } = frontDoor();
    tell('index.html', scripts);
    tell('and its worker', workers);
    expect(workers.size).toBeGreaterThan(0);
    expect(sumOf([...scripts, ...workers])).toBeLessThanOrEqual(FRONT_DOOR);
  });

  test('fetches each strategy with the first run that plays it, and not before', () => {
    const { workers } = frontDoor();
    const later = new Map([...workers].flatMap((worker) => [...laterOf(worker, workers)]));
    for (const [file, files] of later) tell(`later, ${posix.basename(file)}`, files);
    for (const id of IDS) {
      expect(
        [...later.keys()].filter((file) => isOf(file, id)),
        id,
      ).toHaveLength(1);
      expect(
        [...workers].filter((file) => isOf(file, id)),
        id,
      ).toEqual([]);
    }
  });

  test('in a browser all that it fetches until the runs are on show, but for the strategies, is within the same 110 KB', async () => {
    const page = await openPage({ path: 'about:blank' });
    const fetched: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('.js')) fetched.push(pathname.slice(1));
    });
    await page.goto(new URL('index.html', inject('appUrl')).href);
    await expect.poll(() => page.locator('.race li .name').count(), { timeout: 20_000 }).toBe(IDS.length);
    await expect
      .poll(() => page.getByRole('status').filter({ hasText: 'Playing one bad release' }).count(), { timeout: 30_000 })
      .toBe(0);
    const { scripts, workers } = frontDoor(),
      first = new Set([...scripts, ...workers]);
    const strategies = new Set(
      [...workers].flatMap((worker) => [...laterOf(worker, workers).values()].flatMap((files) => [...files])),
    );
    tell('fetched in Chromium until all runs were on show', new Set(fetched));
    expect([...first].filter((file) => !fetched.includes(file))).toEqual([]);
    expect(sumOf(new Set(fetched.filter((file) => !strategies.has(file))))).toBeLessThanOrEqual(FRONT_DOOR);
  });
});

test('the embed runs at most 60 KB of script before it paints, and carries its engine along', () => {
  const { run, carried } = inlineOf('embed.html');
  console.log(`embed.html: ${inKilobytes(run)} run, ${inKilobytes(carried)} carried for the worker`);
  expect(carried).toBeGreaterThan(0);
  expect(run).toBeLessThanOrEqual(EMBED);
});

test('what the other pages fetch before they run is told', () => {
  for (const page of ['rehearse.html', 'lessons.html']) {
    const scripts = scriptsOf(page);
    tell(page, scripts);
    expect(scripts.size, page).toBeGreaterThan(0);
  }
});
