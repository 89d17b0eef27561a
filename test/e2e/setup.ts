import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { PAGES } from '../../build/pages.ts';
import { LAUNCH_ARGS, requireChromium } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built app is served, with the headers of production, for example `http://127.0.0.1:40123/`. */
    appUrl: string;
    /** Where the one Chromium of the whole test run listens. */
    browserEndpoint: string;
    /** Why there is no page to test; empty when there is. Tests that need none run all the same. */
    obstacle: string;
  }
}

/** Once for all browser tests: a Chromium, a fresh build of the app, and a server of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanUps: (() => Promise<void>)[] = [];
  try {
    const executablePath = requireChromium();
    if (isStale()) await buildAsShipped();
    const server = await preview({ logLevel: 'warn', preview: { port: 0 } });
    cleanUps.push(() => server.close());
    const browser = await chromium.launchServer({ executablePath, args: LAUNCH_ARGS });
    cleanUps.push(() => browser.close());
    project.provide('appUrl', server.resolvedUrls!.local[0]!);
    project.provide('browserEndpoint', browser.wsEndpoint());
    project.provide('obstacle', '');
  } catch (error) {
    project.provide('obstacle', (error as Error).message);
  }
  return async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  };
}

/** Under a test runner's own NODE_ENV, packages would come with their checks for developers, and heavier than anybody gets them. */
async function buildAsShipped(): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({ logLevel: 'warn' });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
}

/** Whether anything the app is made of is younger than its build. */
function isStale(): boolean {
  const built = 'dist/app/index.html';
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  const sources = ['src', 'scenarios', 'public', 'build', 'decks']
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)));
  return [...PAGES.map(({ file }) => file), 'vite.config.ts', 'svelte.config.js', 'package-lock.json', ...sources].some(
    (file) => statSync(file).mtimeMs > builtAt,
  );
}
