import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openApp, title } from './app.ts';
import { accessibilityProblems } from './axe.ts';
import type { PageOptions } from './serve.ts';

/** Few points and few runs: a curve of the canary's first weight. */
async function openWhatIf(values = '2%, 10%, 50%', options: PageOptions = {}): Promise<Page> {
  const page = await openApp({ reducedMotion: 'reduce', ...options });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'What if', exact: true }).click();
  await page.getByLabel('Runs of each point').selectOption('10');
  await type(page, 'first', values);
  return page;
}
async function type(page: Page, dial: 'first' | 'second', values: string): Promise<void> {
  const field = page.getByLabel(`to: values of the ${dial} dial`);
  await field.fill(values);
  await field.blur();
}
const isDone = (page: Page, runs: number): Promise<void> => page.getByText(`Done: ${runs} runs.`).first().waitFor({ timeout: 45_000 });
const captions = (page: Page): Promise<string[]> => page.locator('figcaption').allInnerTexts();

describe('what if', () => {
  test('curves fill, the knee is named, and a point opens the run behind it', async () => {
    const page = await openWhatIf();
    await isDone(page, 60);
    expect((await captions(page)).map((text) => text.replace(/\s+/g, ' '))).toEqual(['Failed because of the rollout', 'Lead time of a good release', 'One for the other ↙ is better']);
    expect(await page.locator('.lead').innerText()).toMatch(/^First weight beyond 10%: failed because of the rollout, worse \(\d+ to \d+\); lead time of a good release, better/);
    expect(await page.locator('svg text', { hasText: 'knee at 10%' }).count()).toBe(2);
    const point = page.getByRole('button', { name: /^Failed because of the rollout, first weight 50%: \d+ ± \d+.* Open the run nearest the median$/ });
    const seed = /seed (\d+)/.exec((await point.getAttribute('title'))!)![1];
    await point.press('Enter');
    await page.locator('.stage svg').waitFor();
    expect(await page.getByRole('spinbutton', { name: 'seed', exact: true }).inputValue()).toBe(seed);
    // Back again, all is as it was.
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await isDone(page, 60);
    expect(await page.getByLabel('to: values of the first dial').inputValue()).toBe('2%, 10%, 50%');
    expect(await title(page)).toMatch(/strategies compared$/);
  });

  test('a second dial makes maps of it, a number in every cell', async () => {
    const page = await openWhatIf('5%, 50%');
    await page.getByLabel('and a second dial').selectOption('bakeTime');
    await type(page, 'second', '20s, 40s');
    await isDone(page, 80);
    const map = page.getByRole('region', { name: 'Failed because of the rollout' });
    expect(await map.locator('.number').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^\d/)]));
    expect(await map.getByRole('button').count()).toBe(4);
    await page.getByText('As a table').click();
    const row = page.getByRole('region', { name: 'What if, as a table' }).getByRole('row', { name: /^5% \(own\) 40s \(own\)/ });
    expect(await row.innerText()).toMatch(/± \d/);
  });

  test('what cannot be understood is said beside the field, and what cannot be played below', async () => {
    const page = await openWhatIf('5%, ten');
    expect(await page.getByRole('alert').innerText()).toBe('"ten" is not a share such as 5%.');
    expect(await page.locator('figure').count()).toBe(0);
    await type(page, 'first', '5%, 7.5%');
    await isDone(page, 20);
    expect(await page.locator('.trouble').innerText()).toMatch(/^Not played\. canaryWeight=7\.5%: weights are whole numbers/);
  });

  test('another strategy has other dials', async () => {
    const page = await openWhatIf('5%, 50%');
    await page.getByRole('combobox', { name: 'Strategy', exact: true }).selectOption('rolling');
    expect(await page.getByLabel('Turn the first dial').inputValue()).toBe('bakeTime');
    await page.getByLabel('Turn the first dial').selectOption('strategy.rolling.maxSurge');
    await type(page, 'first', '1, 4');
    await isDone(page, 40);
    expect(await page.locator('svg text', { hasText: 'Surge (maxSurge)' }).count()).toBe(2);
  });

  test.each([[1280, 800, 'light', ''], [1280, 800, 'dark', 'servers'], [390, 844, 'light', 'servers'], [390, 844, 'dark', '']] as const)('axe finds nothing at %i × %i, %s, with a second dial %j, and nothing is cut off sideways', async (width, height, colorScheme, second) => {
    const page = await openWhatIf('5%, 50%', { width, height, colorScheme });
    if (second !== '') {
      await page.getByLabel('and a second dial').selectOption(second);
      await type(page, 'second', '9, 12');
    }
    await isDone(page, second === '' ? 40 : 80);
    await page.getByText('As a table').click();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });
});
