import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { microsAt, openApp, seek, title } from './app.ts';
import { accessibilityProblems } from './axe.ts';
import type { PageOptions } from './serve.ts';

async function openTogether(options: PageOptions = {}): Promise<Page> {
  const page = await openApp({ reducedMotion: 'reduce', ...options });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Side by side' }).click();
  await isWhole(page);
  return page;
}
const tiles = (page: Page) => page.locator('.tile');
const isWhole = (page: Page): Promise<void> => expect.poll(() => page.locator('.tile:not(.stale)').count(), { timeout: 20_000 }).toBe(4).then(() => undefined);
/** Name and failed requests of every tile. */
const tolls = (page: Page): Promise<string[]> =>
  tiles(page).evaluateAll((all) => all.map((tile) => `${tile.querySelector('h3 button')!.firstChild!.textContent} ${tile.querySelector('.lead dd')!.textContent}`));
const sentence = (page: Page): Promise<string> => page.locator('.sentence').innerText();

describe('the same run side by side', () => {
  test('one clock moves all of them, forwards and backwards', async () => {
    const page = await openTogether();
    await seek(page, 149);
    const before = await tolls(page);
    expect(before).toEqual(['Recreate 2,560', 'Rolling update 237', 'Blue/green 113', 'Canary 4']);
    expect(await sentence(page)).toBe('So far Recreate has failed 2,560 requests, Rolling update 237, Blue/green 113 and Canary 4. Already over: Canary and Blue/green.');
    await page.keyboard.press('End');
    expect(await sentence(page)).toMatch(/^In this run Recreate failed 2,900 requests, for 1,551 of 2,000 users; Canary only 4, for 4\. /);
    await seek(page, 10);
    expect(await tolls(page)).toEqual(['Recreate 0', 'Rolling update 0', 'Blue/green 0', 'Canary 0']);
    await seek(page, 149);
    expect(await tolls(page)).toEqual(before);
  });

  test('who wants no motion sees them stand still in the thick of it; for others they start together', async () => {
    const still = await openTogether();
    expect(await still.getByRole('button', { name: 'Play', exact: true }).count()).toBe(1);
    expect(await microsAt(still)).toBeGreaterThan(60e6);
    const moving = await openTogether({ reducedMotion: 'no-preference' });
    await expect.poll(() => microsAt(moving), { timeout: 20_000 }).toBeGreaterThan(40e6);
    await moving.keyboard.press('k');
    const stopped = await microsAt(moving);
    expect(await moving.getByRole('button', { name: 'Play', exact: true }).count()).toBe(1);
    await moving.keyboard.press(']');
    expect(await microsAt(moving)).toBeGreaterThan(stopped);
    await moving.keyboard.press('Home');
    expect(await microsAt(moving)).toBe(0);
  });

  test('another run is another run for all, and coming back shows the first again', async () => {
    const page = await openTogether();
    await seek(page, 420);
    const first = await tolls(page);
    await page.getByRole('button', { name: 'The next run' }).click();
    await expect.poll(() => tolls(page), { timeout: 20_000 }).not.toEqual(first);
    await isWhole(page);
    expect(await microsAt(page)).toBe(420e6);
    await page.getByRole('button', { name: 'The run before' }).click();
    await expect.poll(() => tolls(page), { timeout: 20_000 }).toEqual(first);
  });

  test('a gap is named against whoever is the reference, in the chart and in the table', async () => {
    const page = await openTogether();
    await seek(page, 149);
    const labels = (): Promise<string[]> => page.locator('.gaps text.label').evaluateAll((all) => all.map((label) => [...label.querySelectorAll('tspan')].map((part) => part.textContent).join(' ')));
    expect(await labels()).toEqual(['Recreate 2,560 +2,323', 'Rolling update 237', 'Blue/green 113 −124', 'Canary 4 −233']);
    await page.getByLabel('Gaps against').selectOption('Canary');
    expect(await labels()).toContain('Recreate 2,560 +2,556');
    await page.locator('.gaps').getByText('Servers', { exact: true }).click();
    expect(await labels()).toContain('Rolling update 14 +2');
    await page.getByText(/^As a table, at 2:29/).click();
    await expect.poll(() => page.getByRole('row', { name: /^Recreate/ }).getByRole('cell').allInnerTexts()).toContain('+2,556');
  });

  test('a tile opens its run', async () => {
    const page = await openTogether();
    await page.getByRole('button', { name: 'The next run' }).click();
    await isWhole(page);
    await tiles(page).nth(3).getByRole('button').click();
    await page.locator('.stage svg').waitFor();
    expect(await title(page)).toBe('A bad release and its undo');
    expect(await page.getByRole('spinbutton', { name: 'seed', exact: true }).inputValue()).not.toBe('1');
  });

  test.each([[1280, 800, 'light'], [1280, 800, 'dark'], [390, 844, 'light']] as const)('axe finds nothing at %i × %i, %s, and nothing is cut off sideways', async (width, height, colorScheme) => {
    const page = await openTogether({ width, height, colorScheme });
    await page.getByText(/^As a table/).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect((await page.locator('.dock').boundingBox())!.y).toBeLessThan(height);
  });
});
