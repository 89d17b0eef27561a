import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';

export interface PageOptions {
  /** Which page, with query and hash; default the app, or the front door of another server. A hash alone is one of the app. */
  path?: string;
  /** CSS pixels; default 1280 × 800. */
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  reducedMotion?: 'reduce' | 'no-preference';
  forcedColors?: 'active' | 'none';
  /** A phone rather than a desk; default false. */
  touch?: boolean;
  /** Another server than the one of the built app. */
  origin?: string;
}

let connected: Promise<Browser> | null = null;

/**
 * Opens the built app in a fresh browser profile, for the length of the running test. Call it inside a test: that test fails when the
 * page logs an error, throws, breaks the content security policy or Trusted Types, or asks for anything beyond this machine.
 */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  const { page, problems } = await openWatched(options);
  onTestFinished(() => {
    if (problems.length > 0) throw new Error(`The page was not quiet:\n${problems.join('\n')}`);
  });
  return page;
}

/** As `openPage`, but hands over the list of problems, which grows as they happen, instead of failing the test on them. */
export async function openWatched(options: PageOptions = {}): Promise<{ page: Page; problems: string[] }> {
  if (inject('obstacle') !== '') throw new Error(inject('obstacle'));
  const { path = '', width = 1280, height = 800, colorScheme = 'light', touch = false } = options;
  const { reducedMotion = 'no-preference', forcedColors = 'none', origin = inject('appUrl') } = options;
  const browser = await connect();
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion,
    forcedColors,
    hasTouch: touch,
  });
  onTestFinished(() => context.close());
  const problems: string[] = [];
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample, sourceFile }) =>
      console.error(`policy violation: ${violatedDirective} by ${blockedURI} ${sample} at ${sourceFile}`),
    ),
  );
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    if (url.hostname === '127.0.0.1' || !/^(https?|wss?):$/.test(url.protocol)) return route.continue();
    problems.push(`request beyond this machine: ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => problems.push('the page crashed'));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`answer ${response.status()}: ${response.url()}`);
  });
  await page.goto(new URL(path, new URL(options.origin === undefined ? 'rehearse.html' : '', origin)).href);
  return { page, problems };
}

/** One connection for each test file, to the Chromium that the global setup started. */
function connect(): Promise<Browser> {
  connected ??= chromium.connect(inject('browserEndpoint'));
  return connected;
}

afterAll(async () => {
  await (await connected)?.close();
  connected = null;
});
