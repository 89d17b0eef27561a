import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openApp, title } from './app.ts';
import { openPage } from './serve.ts';

async function openTable(): Promise<Page> {
  const page = await openApp({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByLabel('Runs of each').selectOption('20');
  return page;
}
const isDone = (page: Page): Promise<void> => page.getByText(/^Done: /).first().waitFor({ timeout: 45_000 });

/** What the address holds, once it has come to rest. */
async function addressOf(page: Page): Promise<string> {
  let address = '';
  await expect.poll(async () => { const last = address; address = page.url(); return address === last && address.includes('#s='); }, { interval: 600 }).toBe(true);
  return new URL(address).hash;
}

async function saved(page: Page, form: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Download ${form}`, exact: true }).click()]);
  const folder = mkdtempSync(join(tmpdir(), 'cutover-comparison-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await download.saveAs(join(folder, 'file'));
  return readFileSync(join(folder, 'file'));
}

describe('a comparison taken away', () => {
  test('as text, as a figure that opens alone, and as its picture', async () => {
    const page = await openTable();
    await isDone(page);
    expect((await saved(page, 'LaTeX')).toString()).toMatch(/^% cutover [\d.]+, cutover\.comparison\/1, root seed 1, replications 0 to 19\n% To have it again: http.*#s=/);
    expect((await saved(page, 'CSV')).toString().split('\r\n')).toHaveLength(1 + 4 * 7 + 1);
    expect((await saved(page, 'Markdown')).toString()).toContain('| Rolling update |');
    const svg = (await saved(page, 'SVG')).toString(), png = await saved(page, 'PNG');
    const [, width] = /width="(\d+)" height/.exec(svg)!;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * Number(width));
    expect(png.toString('latin1')).toMatch(/tEXtDescription\0cutover [\d.]+, cutover\.comparison\/1, root seed 1[^]*tEXtSource\0http[^\0]*#s=/);
    await page.getByRole('combobox', { name: 'Picture' }).selectOption('dark');
    const dark = (await saved(page, 'SVG')).toString(), paper = /<rect x="0" y="0"[^>]* fill="(#\w+)"/;
    expect([paper.exec(svg)![1], paper.exec(dark)![1]]).toEqual(['#fbfaf7', '#14171b']);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBeUndefined();
  });

  test('the address brings back strategies, runs, reference, columns and view', async () => {
    const page = await openTable();
    await page.getByLabel('Canary', { exact: true }).uncheck();
    await page.getByRole('combobox', { name: 'Against' }).selectOption('Recreate');
    await page.getByRole('button', { name: /^Columns/ }).click();
    await page.getByRole('checkbox', { name: 'Availability' }).check();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await isDone(page);
    const before = await page.locator('thead').innerText();
    expect(before).toMatch(/Availability/);
    const again = await openPage({ path: await addressOf(page), reducedMotion: 'reduce' });
    await again.getByText('Done: 60 runs.').first().waitFor({ timeout: 45_000 });
    expect(await title(again)).toMatch(/strategies compared$/);
    expect(await again.locator('thead').innerText()).toBe(before);
    expect(await again.locator('tr.reference th').innerText()).toMatch(/^Recreate/);
    expect(await again.getByText('Less is better, but for Availability more.').count()).toBe(1);
    await again.close();
  });

  test('the address brings back what was asked of What if and of the guide', async () => {
    const page = await openTable();
    await page.getByRole('button', { name: 'What if', exact: true }).click();
    await page.getByRole('combobox', { name: 'Strategy' }).selectOption('Rolling update');
    await page.getByRole('combobox', { name: 'Turn the first dial' }).selectOption('reaction');
    const values = page.getByLabel('to: values of the first dial');
    await values.fill('30s, 60s');
    await values.blur();
    await page.getByLabel('Runs of each point').selectOption('10');
    await page.getByRole('button', { name: 'Which one?', exact: true }).click();
    await page.getByLabel('How many more servers may run?').selectOption({ label: '100% more' });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const again = await openPage({ path: await addressOf(page), reducedMotion: 'reduce' });
    expect(await again.getByLabel('How many more servers may run?').evaluate((field: HTMLSelectElement) => field.selectedOptions[0]!.label)).toBe('100% more');
    await again.getByRole('button', { name: 'What if', exact: true }).click();
    expect(await again.getByLabel('to: values of the first dial').inputValue()).toBe('30s, 60s');
    expect(await again.getByRole('combobox', { name: 'Turn the first dial' }).inputValue()).toBe('reaction');
    expect(await again.getByRole('combobox', { name: 'Strategy' }).inputValue()).toBe('rolling');
    await again.getByText(/^Done: /).first().waitFor({ timeout: 45_000 });
    await again.close();
  });

  test('on paper it is the table and its notes, and nothing to click', async () => {
    const page = await openTable();
    await isDone(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('region', { name: 'Comparison' }).isVisible()).toBe(true);
    expect(await page.getByText('Bonferroni over 49').isVisible()).toBe(true);
    for (const name of ['Share', 'Table', 'Print', 'Download CSV']) expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
  });
});
