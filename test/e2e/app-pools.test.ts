import { expect, test } from 'vitest';
import { openApp, pause, picture, seek } from './app.ts';

test.each([[1280, 800], [390, 844]])('a canary shows its three numbers, and an abort sets Git and what runs apart, at %i × %i', async (width, height) => {
  const page = await openApp({ width, height });
  await page.locator('#scenario').selectOption('17-one-replica-canary');
  await pause(page);
  await seek(page, 10);
  const standing = page.locator('details', { hasText: 'Desired (Git)' });
  const isApart = (): Promise<boolean> => standing.evaluate((element) => element.classList.contains('apart'));
  expect(await isApart()).toBe(false);

  await seek(page, 100);
  expect(await picture(page)).toMatch(/canary v2: 1 server, asked 20%, of servers 50%, measured \d\d%\./);
  const head = page.locator('.stage svg text', { hasText: 'of servers' });
  expect((await head.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim().replace(/measured .*/, 'measured'))).toEqual([
    'asked 80% · of servers 50% · measured',
    'asked 20% · of servers 50% · measured',
  ]);

  await seek(page, 200);
  expect(await isApart()).toBe(true);
  expect((await standing.locator('b').allInnerTexts()).join(' ')).toBe('v2 v1');
  await standing.locator('summary').click();
  expect(await standing.innerText()).toContain('An abort brings the old version back and leaves Git as it is');
});
