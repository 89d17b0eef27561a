import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeResults } from '../../src/results/index.ts';
import { build, parse, play, strategyArms } from '../../src/sim/index.ts';
import { openApp } from './app.ts';

test('kept runs are opened from their file, and a file of something else is refused with the reason', async () => {
  const { source } = parse(readFileSync('scenarios/02-recreate/scenario.yaml', 'utf8'), { file: 'scenario.yaml' }),
    arms = strategyArms(source, ['recreate', 'rolling']);
  const rows = arms.flatMap((arm, place) => Array.from({ length: 6 }, (_, at) => play(build(arm.source), place, at, 3)));
  const plan = { title: 'Runs from elsewhere', root: 3, replications: 6, arms };
  const bytes = await writeResults({ tool: 'cutover 0.1.0', plan, rows, shard: null, asked: null });

  const page = await openApp({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const chooser = page.getByLabel('Open runs');
  await chooser.setInputFiles({ name: 'runs.parquet', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await page.getByText('Done: 12 runs.').first().waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Runs from elsewhere: strategies compared');
  expect(await page.locator('tbody tr').count()).toBe(2);
  expect(await page.locator('tr.reference th').innerText()).toMatch(/^Recreate/);
  await page.getByText('root seed 3, replications 0 to 5').waitFor();

  const broken = Buffer.from(bytes);
  broken[Math.floor(broken.length / 2)]! ^= 0xff;
  await chooser.setInputFiles({ name: 'broken.parquet', mimeType: 'application/octet-stream', buffer: broken });
  await page.getByText(/^broken\.parquet cannot be opened: it is damaged/).waitFor();
  await chooser.setInputFiles({ name: 'notes.parquet', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await page.getByText('notes.parquet cannot be opened: it is no Parquet file.').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(2);

  const held = await page.evaluateHandle((numbers) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(numbers)], 'dropped.parquet'));
    return data;
  }, [...bytes]);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: held });
  await page.getByText('or kept runs to compare them').waitFor();
  await page.dispatchEvent('main', 'drop', { dataTransfer: held });
  await page.getByText('dropped.parquet opened.').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.getByText('or kept runs to compare them').count()).toBe(0);
});
