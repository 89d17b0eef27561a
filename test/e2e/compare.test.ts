import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openApp, title } from './app.ts';
import { accessibilityProblems } from './axe.ts';
import type { PageOptions } from './serve.ts';

async function openCompare(options: PageOptions = {}, runs = 20): Promise<Page> {
  const page = await openApp({ reducedMotion: 'reduce', ...options });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByLabel('Runs of each').selectOption(String(runs));
  return page;
}
const isDone = (page: Page): Promise<void> => page.getByText(/^Done: /).first().waitFor({ timeout: 45_000 });

describe('strategies compared', () => {
  test('the table fills, and a number opens the run behind it', async () => {
    const page = await openCompare();
    await isDone(page);
    const row = page.getByRole('row', { name: /^Recreate/ });
    expect(await row.getByRole('rowheader').innerText()).toMatch(/20 rolled back/);
    const cell = row.getByRole('button', { name: /Downtime: .* Open the run nearest the median/ });
    expect(await cell.locator('.number').innerText()).toMatch(/^\d+(\.\d)? s$/);
    expect(await cell.locator('.note').innerText()).toMatch(/^± \d/);
    const seed = /seed (\d+)/.exec((await cell.getAttribute('title'))!)![1];
    await cell.click();
    await page.locator('.stage svg').waitFor();
    expect(await page.getByRole('spinbutton', { name: 'seed', exact: true }).inputValue()).toBe(seed);
    expect(await title(page)).toBe('A bad release and its undo');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    expect(await title(page)).toMatch(/strategies compared$/);
    await isDone(page);
  });

  test('the way back in the browser leads from a run to its table, and plays nothing again', async () => {
    const page = await openCompare();
    await isDone(page);
    await expect.poll(() => page.url()).toMatch(/#s=/);
    const compared = page.url(), before = await page.getByRole('region', { name: 'Comparison' }).innerText();
    await page.getByRole('button', { name: /^Recreate, Downtime: / }).click();
    await page.locator('.stage svg').waitFor();
    await expect.poll(() => page.url()).not.toBe(compared);
    await page.goBack();
    await expect.poll(() => title(page)).toMatch(/strategies compared$/);
    expect(await page.locator('.standing').innerText()).toMatch(/^Done/);
    expect(await page.getByRole('region', { name: 'Comparison' }).innerText()).toBe(before);
  });

  test('it can be stopped and taken up again, and keeps what it has', async () => {
    const page = await openCompare({}, 500);
    await page.locator('.number').first().waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const stopped = await page.locator('.standing').innerText();
    expect(stopped).toMatch(/^Stopped after /);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => page.locator('.standing').innerText()).toMatch(/^Playing/);
    expect(await page.locator('.number').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
  });

  test('on a phone the strategies stand behind a button, and no title is wider than the page', async () => {
    const page = await openApp({ reducedMotion: 'reduce', width: 390, height: 844 });
    await page.getByRole('button', { name: 'Paste a manifest' }).click();
    await page.getByLabel('Manifest', { exact: true }).fill(`title: ${'long'.repeat(30)}\nhorizon: 2m\nstrategy: rolling\n`);
    await page.getByRole('button', { name: /^Rehearse/ }).last().click();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const strategies = page.getByRole('button', { name: /^Strategies: 4 of 9/ }), flagger = page.getByLabel('Flagger', { exact: true });
    await strategies.waitFor();
    expect(await flagger.isVisible()).toBe(false);
    await strategies.click();
    await flagger.check();
    expect(await page.getByRole('button', { name: /^Strategies: 5 of 9/ }).getAttribute('aria-expanded')).toBe('true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });

  test('the file says what it takes to have it again', async () => {
    const page = await openCompare();
    await isDone(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download JSON' }).click()]);
    const folder = mkdtempSync(join(tmpdir(), 'cutover-comparison-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await download.saveAs(join(folder, 'comparison.json'));
    const read = JSON.parse(readFileSync(join(folder, 'comparison.json'), 'utf8'));
    expect(read).toMatchObject({ schema: 'cutover.comparison/1', root: 1, replications: 20 });
    expect(read.link).toMatch(/#s=/);
    expect(read.runs).toHaveLength(20 * read.arms.length);
  });

  test.each([[1280, 800, 'light'], [1280, 800, 'dark'], [390, 844, 'light']] as const)('axe finds nothing at %i × %i, %s, and nothing is cut off sideways', async (width, height, colorScheme) => {
    const page = await openCompare({ width, height, colorScheme });
    await isDone(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });
});
