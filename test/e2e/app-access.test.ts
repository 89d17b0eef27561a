import { describe, expect, test } from 'vitest';
import { openApp, seek } from './app.ts';
import { accessibilityProblems } from './axe.ts';

describe('for everyone', () => {
  test.each([
    [1280, 800, 'light'], [1280, 800, 'dark'], [390, 844, 'light'], [390, 844, 'dark'],
  ] as const)('axe finds nothing at %i × %i, %s', async (width, height, colorScheme) => {
    const page = await openApp({ width, height, colorScheme, reducedMotion: 'reduce' });
    for (const panel of ['Explain', 'Failures', 'Change', 'Tables']) {
      await page.getByRole('button', { name: panel, exact: true }).click();
      await page.locator('aside').evaluate((aside) => aside.querySelectorAll('details').forEach((details) => { details.open = true; }));
      expect(await accessibilityProblems(page), panel).toEqual([]);
    }
    for (const key of ['?', 'm', 's']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityProblems(page), key).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });

  test.each([[320, 640], [320, 200], [390, 844], [768, 1024], [1280, 800]])('nothing is cut off sideways at %i × %i', async (width, height) => {
    const page = await openApp({ width, height, reducedMotion: 'reduce' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });

  test('everything can be reached with Tab, in order, and nothing holds the focus', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    const reached: string[] = [];
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement;
        return element === document.body ? 'out' : (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.id) || element.id;
      });
      if (name === 'out') break;
      reached.push(name);
    }
    expect(reached[0]).toBe('Skip to the rehearsal');
    const wanted = ['Paste a manifest', 'Share', 'Keys', 'Undo', 'Explain', 'Tables', 'Play', 'Time'];
    expect(reached.filter((name) => wanted.includes(name))).toEqual(wanted);
    expect(reached.length).toBeLessThan(80);
  });

  test('a dialog gives focus back to what opened it', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Share');
  });

  test('what happened is said politely once the playhead rests', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await seek(page, 100);
    await expect.poll(() => page.locator('[role=status].hidden').innerText()).toContain('At 1:40');
  });
});
