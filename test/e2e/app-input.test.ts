import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { microsAt, openApp, pause, picture, seek, title } from './app.ts';

describe('a manifest', () => {
  const folder = 'test/fixtures/manifests';
  const systems = ['argo/mission.yaml', 'argo/blue-green.yaml', 'argo/experiment.yaml', 'flagger/progressive-istio.yaml'];
  const files = [...readdirSync(folder).filter((file) => file.endsWith('.yaml')), ...systems];
  test('of every kind that people run is rehearsed as it is', async () => {
    expect(files.length).toBeGreaterThan(3);
    const page = await openApp();
    for (const file of files) {
      await page.getByRole('button', { name: 'Paste a manifest' }).click();
      await page.getByLabel('Manifest', { exact: true }).fill(readFileSync(`${folder}/${file}`, 'utf8'));
      expect(await page.locator('#manifest-status').innerText(), file).toBe('Ready to rehearse');
      await page.getByRole('dialog').getByRole('button', { name: 'Rehearse', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.locator('.stage svg').waitFor();
      expect(await page.getByLabel('Scenario').inputValue()).toBe('own');
    }
  });

  test('with mistakes is told at line and column, and the run on the page stays', async () => {
    const page = await openApp();
    const before = await title(page);
    await page.keyboard.press('m');
    await page.getByLabel('Manifest', { exact: true }).fill('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicsa: 3\n');
    const issue = page.getByRole('button', { name: /^6:3/ });
    expect(await issue.innerText()).toContain('replicas');
    await issue.click();
    const caret = await page.getByLabel('Manifest', { exact: true }).evaluate((area) => (area as HTMLTextAreaElement).selectionStart);
    expect(caret).toBe('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  '.length);
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Rehearse', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await title(page)).toBe(before);
  });

  test('of 5 MB gets one clear message', async () => {
    const page = await openApp();
    await page.getByRole('button', { name: 'Paste a manifest' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'huge.yaml', mimeType: 'text/yaml', buffer: Buffer.alloc(5 * 1024 * 1024, 'a: b\n') });
    await expect.poll(() => page.locator('#manifest-status').innerText()).toContain('huge.yaml has 5.0 MB; up to 256 KiB can be read');
  });

  test('can be dropped anywhere', async () => {
    const page = await openApp();
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['kind: Nonsense\n'], 'dropped.yaml'));
      return data;
    });
    await page.dispatchEvent('.stage', 'drop', { dataTransfer: transfer });
    await expect.poll(() => page.getByLabel('Manifest', { exact: true }).inputValue()).toBe('kind: Nonsense\n');
  });
});

describe('a link', () => {
  test('opens exactly this scenario, seed and instant', async () => {
    const page = await openApp();
    await pause(page);
    await page.getByLabel('seed', { exact: true }).fill('7');
    await page.keyboard.press('Tab');
    await seek(page, 45);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await seek(page, 71.5);
    await expect.poll(() => new URL(page.url()).hash).toContain('#s=1.');
    await page.waitForTimeout(600);
    const [shown, hash] = [await picture(page), new URL(page.url()).hash];
    const other = await openApp({ path: hash });
    expect(await picture(other)).toBe(shown);
    expect(await microsAt(other)).toBe(71_500_000);
    expect(await other.getByLabel('seed', { exact: true }).inputValue()).toBe('7');
  });

  test('typed into the address of an open page is followed', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    await seek(page, 100);
    await page.waitForTimeout(700);
    const hash = new URL(page.url()).hash;
    await page.getByLabel('Scenario').selectOption('01-olden-days');
    await expect.poll(() => title(page)).toBe('The olden days');
    await expect.poll(() => new URL(page.url()).hash).not.toBe(hash);
    await page.evaluate((to) => { location.hash = to; }, hash);
    await expect.poll(() => title(page)).toContain('bad release');
    expect(await microsAt(page)).toBe(100_000_000);
    expect(await page.getByLabel('Scenario').inputValue()).toBe('07-bad-release-and-undo');
  });

  test.each([
    ['#s=1.AAAA', 'damaged'],
    ['#s=9.AAAA', 'another version'],
    [`#s=1.${'A'.repeat(70_000)}`, '64 KiB'],
    ["#s=1.<img src=x onerror='boo()'>", 'damaged'],
  ])('that is hostile says why, and the page works on', async (hash, reason) => {
    const page = await openApp({ path: hash });
    await expect.poll(() => page.getByRole('alert').innerText()).toContain(reason);
    expect(await title(page)).toContain('bad release');
  });
});
