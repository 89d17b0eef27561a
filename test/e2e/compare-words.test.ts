import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openApp, title } from './app.ts';
import { accessibilityProblems } from './axe.ts';
import type { PageOptions } from './serve.ts';

/** Two strategies are enough to see agreement and disagreement. */
async function openWords(options: PageOptions = {}): Promise<Page> {
  const page = await openApp({ reducedMotion: 'reduce', ...options });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  // On a phone the strategies are behind a button.
  await page.locator('#comparison').waitFor();
  const few = page.getByRole('button', { name: /^Strategies: / });
  if (await few.isVisible()) await few.click();
  for (const name of ['Recreate', 'Canary']) await page.getByLabel(name, { exact: true }).uncheck();
  await page.getByRole('button', { name: 'In words', exact: true }).click();
  await page.getByLabel('Runs of each').selectOption('20');
  await page.getByText('Done: 240 runs.').first().waitFor({ timeout: 50_000 });
  return page;
}

describe('the asserted table, measured', () => {
  test('says word, number and mark, gives the reason, and opens the run', async () => {
    const page = await openWords();
    const cell = page.getByRole('button', { name: /^Rolling update, speed: / });
    expect(await cell.innerText()).toMatch(/medium\s+\d+ ± \d+ s\s+✗ not “slow”/);
    await cell.click();
    expect(await page.getByRole('region', { name: 'Why' }).innerText()).toMatch(/A good release took .* “slow” would be 5:00 min or more, which it is not\./);
    await page.getByRole('button', { name: 'worst run of Blue/green, rollback' }).click();
    await page.locator('.stage svg').waitFor();
    expect(await title(page)).toBe('A bad release and its undo');
    expect(await page.getByText('Blue/green', { exact: false }).count()).toBeGreaterThan(0);
  });

  test('another mix changes what risk comes to at once, and no run is played for it', async () => {
    const page = await openWords();
    const risk = page.getByRole('button', { name: /^Rolling update, risk: / }), bug = page.getByRole('spinbutton', { name: /^Obvious bug/ });
    const before = await risk.innerText();
    await bug.fill('60');
    await bug.press('Enter');
    await expect.poll(() => risk.innerText()).not.toBe(before);
    expect(await page.locator('.standing').innerText()).toBe('Done: 240 runs.');
    await bug.fill('99');
    await bug.press('Enter');
    await page.getByText('all troubles together 100% at most').waitFor();
    expect(await bug.inputValue()).toBe('60');
  });

  test.each([[1280, 800, 'light'], [390, 844, 'dark']] as const)('axe finds nothing at %i × %i, %s, and nothing is cut off sideways', async (width, height, colorScheme) => {
    const page = await openWords({ width, height, colorScheme });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });
});
