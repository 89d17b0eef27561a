import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf } from './determinism/digest.ts';
import { openPage } from './serve.ts';

const outDir = resolve('node_modules/.cache/cutover/determinism');
const scenarios = readdirSync('scenarios')
  .map((name) => ({ name, file: `scenarios/${name}/scenario.yaml` }))
  .filter(({ file }) => existsSync(file))
  .map(({ name, file }) => ({ name, text: readFileSync(file, 'utf8') }));

let server: PreviewServer;

/** The same engine as the app's, in a page of its own that gives nothing but digests. */
beforeAll(async () => {
  const page = { configFile: false, logLevel: 'warn', root: resolve('test/e2e/determinism'), worker: { format: 'es' } } as const;
  await build({ ...page, build: { outDir, emptyOutDir: true, target: 'es2023' } });
  server = await preview({ ...page, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
});

afterAll(() => server.close());

test('there are scenarios to compare', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(6);
});

test.each(scenarios)("$name: Node, the browser's main thread and its worker agree, on three seeds", async ({ text }) => {
  const page = await openPage({ origin: server.resolvedUrls!.local[0]! });
  const digests = [];
  for (const seed of [1, 7, 20_261]) {
    const here = digestOf({ text, seed });
    const inPage = await page.evaluate(
      async (run) => {
        const { onMainThread, inWorker } = globalThis as any;
        return [onMainThread(run), await inWorker(run)] as [string, string];
      },
      { text, seed },
    );
    expect(inPage).toEqual([here, here]);
    digests.push(here);
  }
  expect(digests[0]).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(digests).size, 'another seed, another run').toBe(3);
});
