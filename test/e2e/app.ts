import type { Page } from 'playwright-core';
import { openPage, type PageOptions } from './serve.ts';

/** The page with its first run on it. */
export async function openApp(options: PageOptions = {}): Promise<Page> {
  const page = await openPage(options);
  page.setDefaultTimeout(10_000);
  await page.locator('.stage svg').waitFor();
  return page;
}
export const microsAt = async (page: Page): Promise<number> => Number(await page.getByRole('slider', { name: 'Time', exact: true }).inputValue());
export const pause = async (page: Page): Promise<void> => {
  if ((await page.getByRole('button', { name: 'Pause', exact: true }).and(page.locator('.play')).count()) > 0) await page.locator('.play').click();
};
export const seek = (page: Page, seconds: number): Promise<void> => page.getByRole('slider', { name: 'Time', exact: true }).fill(String(seconds * 1_000_000));
/** All that the picture says in words: fleet, router, harm. */
export const picture = (page: Page): Promise<string | null> => page.locator('.stage svg').getAttribute('aria-label');
export const title = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
