// Renders views of the preview page into PNG files: `node test/ui/views/preview/shoot.mjs OUT_FOLDER NAME=QUERY…`
// where QUERY is what the page understands, such as `view=stage&at=60&width=900&theme=dark`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const [out, ...shots] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const root = fileURLToPath(new URL('.', import.meta.url));
const server = await createServer({
  root, configFile: false, logLevel: 'error', plugins: [svelte()], cacheDir: join(out, '.vite'),
  server: { host: '127.0.0.1', port: 0, fs: { allow: [fileURLToPath(new URL('../../../../', import.meta.url))] }, hmr: false, watch: null },
});
await server.listen();
const address = server.httpServer.address();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.error(message.text()));
  page.on('pageerror', (error) => console.error(error));
  for (const shot of shots) {
    const split = shot.indexOf('=');
    const name = shot.slice(0, split), query = shot.slice(split + 1);
    const width = Number(new URLSearchParams(query).get('width') ?? 900);
    await page.setViewportSize({ width: width + 40, height: 400 });
    await page.goto(`http://127.0.0.1:${address.port}/?${query}`);
    await page.waitForSelector('main > *');
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(0);
