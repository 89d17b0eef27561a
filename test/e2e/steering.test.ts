import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { parse, run } from '../../src/sim/index.ts';
import { microsAt, openApp, pause, seek } from './app.ts';
import { accessibilityProblems } from './axe.ts';

const show = async (page: Page, scenario: string): Promise<void> => {
  await page.locator('#scenario').selectOption(scenario);
  await page.waitForFunction((id) => document.querySelector<HTMLSelectElement>('#scenario')?.value === id, scenario);
  await pause(page);
};
const buttons = (page: Page): Promise<string[]> => page.locator('.operator button').allInnerTexts();

/** What of the picture a reader would have to scroll for, and whether the buttons stand in one row. */
const layoutProblems = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const main = document.querySelector('main')!, lanes = document.querySelector('.time svg')!;
    const fold = main.getBoundingClientRect().bottom;
    const tops = new Set([...document.querySelectorAll('.operator button')].map((button) => Math.round(button.getBoundingClientRect().top)));
    return [
      ...(main.scrollHeight > main.clientHeight ? [`${main.scrollHeight - main.clientHeight} pixels to scroll`] : []),
      ...(lanes.getBoundingClientRect().bottom > fold + 1 ? ['the time axis is below the fold'] : []),
      ...(tops.size > 1 ? ['buttons in several rows'] : []),
    ];
  });

test('at 1280 × 800 the whole picture is in sight in every scenario, at every phase of it', { timeout: 240_000 }, async () => {
  const page = await openApp({ reducedMotion: 'reduce' });
  const ids = await page.locator('#scenario option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const problems: string[] = [];
  for (const id of ids.filter((value) => /^\d/.test(value))) {
    await show(page, id);
    const horizon = Number(await page.getByRole('slider', { name: 'Time', exact: true }).getAttribute('max')) / 1e6;
    for (const share of [0.02, 0.2, 0.4, 0.7, 0.98]) {
      await seek(page, Math.round(horizon * share));
      problems.push(...(await layoutProblems(page)).map((problem) => `${id} at ${Math.round(horizon * share)} s: ${problem}`));
    }
  }
  expect(problems).toEqual([]);
});

describe('a canary is steered', () => {
  test('by what its machine accepts: after an abort it can be retried, and Git still asks for it', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await show(page, '14-canary-good');
    await seek(page, 60);
    expect((await buttons(page)).slice(0, 5)).toEqual(['Promote', 'Promote fully', 'Pause', 'Abort', 'Undo']);
    await page.locator('.operator button', { hasText: 'Abort' }).hover();
    expect(await page.locator('.operator p').innerText()).toBe('Abort sends all requests back to v1; Git still says v2.');
    await page.locator('.operator button', { hasText: 'Abort' }).click();
    await page.locator('.operator button', { hasText: 'Retry' }).waitFor();
    expect(await buttons(page)).not.toContain('Abort');
  });

  test('with a press on a transition of its states, the time goes there', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await show(page, '14-canary-good');
    const { facts, header } = run(parse(readFileSync('scenarios/14-canary-good/scenario.yaml', 'utf8')).scenario);
    const paused = facts.find((fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.paused')!;
    const lane = await page.locator('.time svg rect.span').first().boundingBox();
    const last = await page.locator('.time svg rect.span').last().boundingBox();
    const [left, right] = [lane!.x, last!.x + last!.width];
    await page.mouse.click(left + ((right - left) * paused.at) / header.horizon + 3, lane!.y + lane!.height / 2);
    expect(Math.abs((await microsAt(page)) - paused.at)).toBeLessThan(1000);
  });
});

describe('the panel of analyses', () => {
  test('is there where something is measured, and nowhere else', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await show(page, '15-canary-bad');
    expect(await page.getByRole('button', { name: 'Analysis' }).count()).toBe(1);
    await show(page, '03-rolling-good');
    expect(await page.getByRole('button', { name: 'Analysis' }).count()).toBe(0);
  });

  test('tells every measurement in words, and leads to each by keyboard', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await show(page, '15-canary-bad');
    await seek(page, 200);
    await page.getByRole('button', { name: 'Analysis' }).click();
    await page.locator('.pane summary', { hasText: 'measurements in words' }).first().click();
    const times = page.locator('.pane table tbody button');
    expect(await times.count()).toBeGreaterThan(2);
    const first = (await times.first().innerText()).trim();
    await times.first().press('Enter');
    expect(Math.floor((await microsAt(page)) / 1e6)).toBe(first.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
    expect(await page.locator('.pane table tbody tr').count()).toBe(1);
  });

  test.each(['light', 'dark'] as const)('keeps to WCAG 2.2 AA, with the chart of the machine, in the %s look', async (colorScheme) => {
    const page = await openApp({ reducedMotion: 'reduce', colorScheme });
    for (const [scenario, second] of [['15-canary-bad', 120], ['21-flagger-rollback', 140], ['25-baseline-cold-caches', 170]] as const) {
      await show(page, scenario);
      await seek(page, second);
      for (const panel of ['Analysis', 'Explain']) {
        await page.locator('.tabs button', { hasText: panel }).click();
        expect(await accessibilityProblems(page), `${scenario}, ${panel}`).toEqual([]);
      }
    }
  });
});
