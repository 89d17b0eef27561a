import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { build, format, parse, run, STRATEGIES, strategyArms, type Trace } from '../../src/sim/index.ts';
import { sayMinutes } from '../../src/ui/compare/together/surplus.ts';
import { tollAt } from '../../src/ui/compare/together/toll.ts';
import { accessibilityProblems } from './axe.ts';
import { openPage, type PageOptions } from './serve.ts';

const NAMES = ['By hand', 'Recreate', 'Rolling update', 'Blue/green', 'Canary', 'Canary against a baseline', 'Flagger', 'Shadow traffic', 'A/B by rule'];
const CANARY = /^Canary ?: open this run$/;

async function openFront(options: PageOptions = {}): Promise<Page> {
  const page = await openPage({ path: '/', ...options });
  page.setDefaultTimeout(20_000);
  await expect.poll(() => page.locator('.race .stage svg').count(), { timeout: 30_000 }).toBe(NAMES.length);
  return page;
}
/** As the page is opened by those who want no motion: all of it told. */
const openTold = (options: PageOptions = {}): Promise<Page> => openFront({ reducedMotion: 'reduce', ...options });
const sentence = (page: Page): Promise<string> => page.locator('.sentence').innerText();
const clock = async (page: Page): Promise<number> => Number(await page.getByRole('slider', { name: 'Time', exact: true }).inputValue());
const seek = (page: Page, at: number): Promise<void> => page.getByRole('slider', { name: 'Time', exact: true }).fill(String(at * 1_000_000));
/** Name and numbers of every row. */
const rows = (page: Page): Promise<string[][]> =>
  page.locator('.race li').evaluateAll((all) => all.map((row) => [row.querySelector('h3 a')!.firstChild!.textContent!, ...[...row.querySelectorAll('dd')].map((each) => each.firstChild!.textContent!)]));
const failed = async (page: Page): Promise<number[]> => (await rows(page)).map(([, count]) => Number(count!.replaceAll(',', '')));

/** The same race in Node, by the engine's front door. */
function played(seed: number): { label: string; trace: Trace }[] {
  const { source } = parse(readFileSync('scenarios/07-bad-release-and-undo/scenario.yaml', 'utf8'));
  return strategyArms(source, STRATEGIES.map(({ id }) => id)).map((arm) => ({ label: arm.label, trace: run(build(arm.source), { seed }) }));
}
const tolls = (seed: number): string[][] =>
  played(seed).map(({ label, trace }) => {
    const { failed: lost, hurt, surplus } = tollAt(trace, trace.header.horizon);
    return [label, format.count(lost), format.count(hurt), sayMinutes(surplus)];
  });

describe('one bad release meets every strategy', () => {
  test('nine rows appear, start together and count up by themselves, to the end', async () => {
    const page = await openFront();
    expect((await rows(page)).map(([name]) => name)).toEqual(NAMES);
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(async () => (await failed(page))[0], { timeout: 20_000 }).toBeGreaterThan(1_000);
    const before = await failed(page);
    await expect.poll(async () => (await failed(page))[0], { timeout: 20_000 }).toBeGreaterThan(before[0]!);
    await page.getByLabel('Speed').selectOption('60×');
    await page.getByRole('button', { name: 'Replay' }).waitFor({ timeout: 40_000 });
    expect(await sentence(page)).toMatch(/^By hand failed 23,295 requests, for all 2,000 users: /);
  });

  test('what stands there in the end are the numbers of the same runs in Node', async () => {
    const page = await openTold();
    const expected = tolls(1), told = await sentence(page);
    expect((await rows(page)).map((row) => row.slice(0, 4))).toEqual(expected);
    const [, worst, hurt] = expected[0]!, canary = expected[4]![1];
    expect(told).toContain(`By hand failed ${worst} requests, for all ${hurt} users`);
    expect(told).toContain(`Canary failed ${canary}: `);
    expect(told).toContain('Shadow traffic failed none');
  });

  test('where there is room for one number a row, it is the one that is asked for', async () => {
    const page = await openTold({ width: 390, height: 844 });
    const shown = (): Promise<string[]> => page.locator('.race li').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('dd')].filter((each) => each.checkVisibility()).map((each) => each.firstChild!.textContent!).join()));
    const all = await rows(page);
    expect(await shown()).toEqual(all.map(([, failedRequests]) => failedRequests));
    for (const [index, name] of ['requests failed', 'users hurt', 'server-min', 'to recover'].entries()) {
      await page.getByRole('button', { name, exact: true }).click();
      expect(await shown()).toEqual(all.map((row) => row[index + 1]));
    }
  });

  test('another day is another seed, for all of them, computed anew', async () => {
    const page = await openTold();
    await page.getByRole('button', { name: /^Another day/ }).click();
    await page.getByText('seed 2').waitFor();
    await expect.poll(async () => (await rows(page)).map((row) => row.slice(0, 4)), { timeout: 30_000 }).toEqual(tolls(2));
  });

  test('the clock goes forwards and backwards, by slider, by keys and by the lines of time', async () => {
    const page = await openTold();
    await seek(page, 149);
    const before = await rows(page);
    expect(before[2]![1]).toBe(format.count(tollAt(played(1)[2]!.trace, 149e6).failed));
    await seek(page, 10);
    expect(await failed(page)).toEqual(NAMES.map(() => 0));
    await seek(page, 149);
    expect(await rows(page)).toEqual(before);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('body').press('Home');
    expect(await clock(page)).toBe(0);
    await page.locator('body').press('ArrowRight');
    expect(await clock(page)).toBe(30e6);
    const lane = (await page.locator('.race li .time').nth(3).boundingBox())!;
    await page.mouse.click(lane.x + lane.width / 2, lane.y + lane.height / 2);
    expect(await clock(page)).toBeCloseTo(210e6, -6.5);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('body').press('Space');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'On to the next event' }).click();
  });

  test('nobody has to see it move: it is told from its end, and can be stepped', async () => {
    const page = await openTold();
    expect(await clock(page)).toBe(420e6);
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Back to the event before' }).click();
    expect(await clock(page)).toBeLessThan(420e6);
    expect(await page.locator('.race').getByRole('img', { name: /^Shadow traffic: .*0 requests failed, for 0 users\.$/ }).count()).toBe(1);
  });
});

describe('every way in leads where it says', () => {
  test('a row opens that very run at that very instant', async () => {
    const page = await openTold();
    await seek(page, 75);
    await page.getByRole('link', { name: CANARY }).click();
    await page.waitForURL(/rehearse\.html#s=/);
    await page.locator('.stage svg').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('A bad release and its undo');
    expect(await page.locator('.stage svg').getAttribute('aria-label')).toContain('canary v2');
    expect(await clock(page)).toBe(75e6);
  });

  test('a manifest that is pasted is rehearsed; one with a mistake is shown with it', async () => {
    const page = await openTold();
    await page.getByRole('textbox', { name: 'Your manifest' }).fill(readFileSync('test/fixtures/manifests/nginx.yaml', 'utf8'));
    await page.getByRole('button', { name: 'Rehearse it' }).click();
    await page.waitForURL(/rehearse\.html/);
    await page.locator('.stage svg').waitFor();
    expect(new URL(page.url()).pathname).toContain('rehearse.html');
    expect(await page.locator('#scenario').evaluate((select: HTMLSelectElement) => select.selectedOptions[0]!.text)).toBe('pasted.yaml');

    await page.goto(inject('appUrl'));
    await page.getByRole('textbox', { name: 'Your manifest' }).fill('kind: Deployment\nreplicas: many');
    await page.getByRole('textbox', { name: 'Your manifest' }).press('Control+Enter');
    await page.getByRole('dialog', { name: 'Paste a manifest' }).waitFor();
    expect(await page.getByLabel('Manifest', { exact: true }).inputValue()).toBe('kind: Deployment\nreplicas: many');
    expect(await page.locator('#manifest-status').innerText()).toMatch(/wrong/);
  });

  test.each([
    ['link', 'Rehearse your own', async (page: Page) => page.getByRole('dialog', { name: 'Paste a manifest' }).waitFor()],
    ['link', 'A bad canary', async (page: Page) => page.getByRole('heading', { level: 1, name: 'A bad canary' }).waitFor()],
    ['link', 'Compare strategies in one world', async (page: Page) => page.getByRole('heading', { level: 1, name: /strategies compared$/ }).waitFor()],
    ['link', 'Lessons', async (page: Page) => page.getByRole('heading', { level: 1, name: 'Lessons' }).waitFor()],
    ['link', /^The olden days: stop everything/, async (page: Page) => page.getByRole('heading', { name: 'The olden days: stop everything' }).first().waitFor()],
  ] as const)('the %s %s', async (role, name, arrived) => {
    const page = await openTold();
    await page.getByRole(role, { name, exact: typeof name === 'string' }).click();
    await arrived(page);
  });

  test('the way to the slides, and a frame to take along, that names this very place', async () => {
    const page = await openTold();
    expect(await page.getByRole('link', { name: 'See a deck of slides' }).getAttribute('href')).toBe('decks/rolling-update.html');
    expect(await page.getByLabel('The frame').innerText()).toContain(`src="${inject('appUrl')}embed.html#scenario=`);
  });

  test('a link made for this address before there was a front page goes on to the rehearsal', async () => {
    const page = await openTold();
    await page.getByRole('link', { name: CANARY }).hover();
    await expect.poll(() => page.getByRole('link', { name: CANARY }).getAttribute('href')).toMatch(/#s=1\./);
    const { hash } = new URL((await page.getByRole('link', { name: CANARY }).getAttribute('href'))!, page.url());
    // Put into the address of the page while that is open, which changes nothing but its hash, and opened anew.
    for (const from of [page.url(), 'about:blank']) {
      await page.goto(from);
      await page.goto(new URL(hash, inject('appUrl')).href);
      await page.waitForURL(/rehearse\.html#s=/);
    }
  });

  test('an address that names a part of the page leads there, although it comes later', async () => {
    const page = await openFront({ path: '/#present' });
    await expect.poll(() => page.getByRole('heading', { name: 'Present', exact: true }).evaluate((heading) => Math.round(heading.getBoundingClientRect().top / innerHeight * 10)), { timeout: 10_000 }).toBeLessThan(10);
  });

  test('there is a way back', async () => {
    const page = await openTold();
    await page.getByRole('link', { name: 'A bad canary', exact: true }).click();
    await page.waitForURL(/rehearse\.html/);
    await page.locator('.stage svg').waitFor();
    await page.locator('header').getByRole('link', { name: 'Cutover' }).click();
    await page.getByRole('heading', { level: 1, name: 'Rehearse a deployment before you perform it' }).waitFor();
  });

  test('an address that asks for what there is not says so', async () => {
    const page = await openPage({ path: 'rehearse.html#scenario=99-nothing' });
    await page.getByText('There is no scenario called 99-nothing.').waitFor();
    await page.locator('.stage svg').waitFor();
  });
});

describe('for everyone', () => {
  test.each([
    [1280, 800, 'light'],
    [1280, 800, 'dark'],
    [390, 844, 'light'],
    [390, 844, 'dark'],
    [320, 640, 'light'],
  ] as const)('axe finds nothing at %i × %i, %s, and nothing is cut off sideways', async (width, height, colorScheme) => {
    const page = await openTold({ width, height, colorScheme });
    await page.getByRole('heading', { name: 'Present' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });

  test.each([[1280, 800, 'auto'], [1280, 800, 'projector'], [390, 844, 'auto']] as const)('all nine and the clock are in sight at once at %i × %i, look %s', async (width, height, look) => {
    const page = await openTold({ width, height });
    await page.getByLabel('Look').selectOption(look);
    const last = await page.locator('.race li').last().boundingBox(), dock = await page.locator('.dock').boundingBox();
    expect(last!.y + last!.height).toBeLessThanOrEqual(dock!.y + 1);
    expect(dock!.y + dock!.height).toBeLessThanOrEqual(height + 1);
  });

  test('nothing on the page moves while the race is told', async () => {
    const page = await openTold();
    const top = async (): Promise<number> => (await page.locator('.race li').first().boundingBox())!.y;
    const there = await top();
    for (const at of [0, 70, 200, 420]) {
      await seek(page, at);
      expect(await top()).toBe(there);
    }
  });

  test('it is quiet under any path of a host that sends no headers', async () => {
    const server = await preview({ configFile: false, logLevel: 'warn', base: '/some/where/', build: { outDir: 'dist/app' }, preview: { host: '127.0.0.1', port: 0 } });
    onTestFinished(() => server.close());
    const page = await openFront({ origin: server.resolvedUrls!.local[0]!, path: '' });
    await page.getByRole('link', { name: 'Rehearse', exact: true }).click();
    await page.waitForURL(/rehearse\.html/);
    await page.locator('.stage svg').waitFor();
    expect(new URL(page.url()).pathname).toBe('/some/where/rehearse.html');
  });
});
