import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from '../../src/sim/index.ts';
import { openApp } from './app.ts';
import { accessibilityProblems } from './axe.ts';

test('a rehearsal is taken away as manifests, or the dialog says why it cannot be', async () => {
  const page = await openApp({ reducedMotion: 'reduce' });
  await page.getByLabel('Scenario', { exact: true }).selectOption('03-rolling-good');
  await page.getByRole('button', { name: 'Share' }).click();
  const code = page.getByRole('region', { name: / as YAML$/ });
  await page.getByRole('radio', { name: 'Scenario of Cutover' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await code.innerText()).toContain('kind: Deployment');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toBe('deployment.yaml');
  const folder = mkdtempSync(join(tmpdir(), 'cutover-download-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await download.saveAs(join(folder, 'deployment.yaml'));
  expect(parse(readFileSync(join(folder, 'deployment.yaml'), 'utf8')).scenario).toEqual(
    parse(readFileSync('scenarios/03-rolling-good/scenario.yaml', 'utf8')).scenario,
  );

  await page.getByRole('radio', { name: 'Rollout of Argo Rollouts, not possible' }).check({ force: true });
  await expect.poll(() => page.getByRole('dialog').innerText()).toContain('A Rollout is a canary or blue/green');
  expect(await page.getByRole('button', { name: 'Copy as YAML' }).isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
});
