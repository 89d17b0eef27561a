import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';
import type { connect, Embed } from '../../src/embed/host/index.ts';
import { openPage, type PageOptions } from './serve.ts';

/** What the script of the host page has put into its window. */
export interface HostWindow {
  connect: typeof connect;
  embed: Embed;
  heard: unknown[];
}

/** The address of an embed, with what follows its `#`. */
export const embedUrl = (hash: string): string => `${new URL('embed.html', inject('appUrl')).href}#${hash}`;

export const frameOf = (hash: string, more = ''): string =>
  `<iframe id="embed" title="A rollout" sandbox="allow-scripts" width="960" height="540" src="${embedUrl(hash).replaceAll('&', '&amp;')}" ${more}></iframe>`;

/** Opens a page of somebody else's, from another origin than the embed's, with this in its body; `window.connect` is the host side, as it is shipped. */
export async function openHost(body: string, options: PageOptions = {}): Promise<Page> {
  const script = await readFile('dist/app/embed-host.js');
  const server = createServer(({ url }, answer) => {
    const isScript = url === '/host.js';
    answer.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    answer.end(isScript ? script : `<!doctype html><html lang="en"><title>Somebody’s page</title><link rel="icon" href="data:," /><body>${body}
      <script type="module">import { connect } from './host.js'; Object.assign(window, { connect, heard: [] });</script></body></html>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const page = await openPage({ ...options, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
  await page.waitForFunction(() => 'connect' in window);
  return page;
}

/** Connects to the frame and keeps the embed, and all that it tells, in the window. */
export async function connected(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const host = window as unknown as HostWindow;
    host.embed = await host.connect(document.querySelector<HTMLIFrameElement>('#embed')!);
    host.embed.on('state', (state) => host.heard.push(['state', state.step]));
    host.embed.on('key', ({ key }) => host.heard.push(['key', key]));
    host.embed.on('gone', () => host.heard.push(['gone']));
  });
}

/** The document of the embed. */
export async function inside(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('#embed')).contentFrame();
  if (frame === null) throw new Error('The frame is empty.');
  await frame.waitForSelector('html[data-ready]');
  return frame;
}

export const heard = (page: Page): Promise<unknown[]> => page.evaluate(() => (window as unknown as HostWindow).heard);
