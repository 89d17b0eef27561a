import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { encodeLink } from '../../src/link/link.ts';
import { parse } from '../../src/sim/index.ts';
import { openApp, title } from './app.ts';
import { accessibilityProblems } from './axe.ts';
import type { PageOptions } from './serve.ts';

/** Eight servers that start in seconds, and little traffic: what takes long here is the page and not the runs. */
const { source } = parse(`
title: A small service
horizon: 4m
fleet: { replicas: 8, boot: 6s }
traffic: { rate: 6/s, users: 300 }
revisions: { v1: { latency: 40ms }, v2: { latency: 40ms, errorRate: 8% } }
rollout: { at: 20s, to: v2 }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0, minReady: 10s } }
operator: [{ afterAlarm: 60s, do: undo }]
`);

async function openGuide(options: PageOptions = {}): Promise<Page> {
  const path = await encodeLink({ source, seed: 1, at: 0 }),
    page = await openApp({ reducedMotion: 'reduce', path, ...options });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Which one?' }).click();
  await page.locator('.notes select').selectOption('20');
  return page;
}
const answer = (page: Page): Promise<string> => page.locator('#guide-answer').innerText();
const isDone = (page: Page): Promise<void> => page.locator('.standing').getByText(/^Done: /).waitFor({ timeout: 55_000 });

describe('which strategy, in which situation', () => {
  test('an answer comes of the runs, follows what is asked at once, and opens the run behind a number', async () => {
    const page = await openGuide();
    expect(await answer(page)).toBe('Too early to say');
    await isDone(page);
    expect(await answer(page)).toBe('Rolling update');
    await page.getByLabel('How many more servers may run?').selectOption('none');
    expect(await answer(page)).toMatch(/^Nothing fits/);
    expect(await page.locator('.standing').innerText()).toMatch(/^Done: /);
    const change = page.getByRole('button', { name: /^With 25% more servers to spare/ });
    await change.click();
    expect(await answer(page)).toBe('Rolling update');

    await page.getByRole('button', { name: /^Recreate, Recreate is down for/ }).click();
    const worst = page.getByRole('button', { name: /^Worst run/ });
    const seed = /seed (\d+)/.exec(await worst.innerText())![1];
    await worst.click();
    await page.locator('.stage svg').waitFor();
    expect(await page.getByRole('spinbutton', { name: 'seed', exact: true }).inputValue()).toBe(seed);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    expect(await title(page)).toBe('A small service: strategies compared');
    expect(await answer(page)).toBe('Rolling update');
  });

  test('another world is played before it is answered for', async () => {
    const page = await openGuide();
    await isDone(page);
    await page.getByLabel('Can the router split by weight?').selectOption('yes');
    expect(await answer(page)).toBe('Too early to say');
    await expect.poll(() => answer(page), { timeout: 55_000 }).toBe('Rolling update');
  });

  test.each([[1280, 800, 'light'], [390, 844, 'dark']] as const)('axe finds nothing at %i × %i, %s, and nothing is cut off sideways', async (width, height, colorScheme) => {
    const page = await openGuide({ width, height, colorScheme });
    await isDone(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });
});
