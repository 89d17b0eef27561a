import { preview } from 'vite';
import type { Frame, Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { accessibilityProblems } from './axe.ts';
import { textOfPages } from './pdf.ts';
import { openPage, openWatched, type PageOptions } from './serve.ts';

const DECK = 'decks/rolling-update.html';
/** The steps of the first figure, as its scenario names them, and before them what the slide says. */
const STEPS = [
  'Six servers, and all is well',
  'One server more',
  'The first old server is told to stop',
  'Requests knock at a closed door',
  'The last router has heard',
  'The pager rings',
  'A success, says the rollout',
];

async function openDeck(options: PageOptions & { at?: string } = {}): Promise<Page> {
  const page = await openPage({ width: 1280, height: 720, path: `${DECK}${options.at ?? ''}`, ...options });
  page.setDefaultTimeout(15_000);
  await page.locator('html[data-ready]').waitFor();
  return page;
}
const slide = (page: Page): Promise<string | undefined> => page.evaluate(() => document.querySelector('.slides > .present')?.id);
const caption = (page: Page): Promise<string> =>
  page.evaluate(() => (document.querySelector('.present .current-fragment h2') ?? document.querySelector('.present .opening h2'))?.textContent ?? '');
const go = (page: Page, hash: string): Promise<void> => page.evaluate((to) => void (location.hash = to), hash);

/** The live figure of a slide, from within. */
async function frameOf(page: Page, id: string): Promise<Frame> {
  await page.locator(`#${id} .figure[data-state=ready]`).waitFor({ state: 'attached' });
  return (await (await page.locator(`#${id} iframe`).elementHandle())!.contentFrame())!;
}
/** What the figure itself says that it shows; its caption is not drawn, and yet told. Before the first step that is the scenario's title. */
const told = async (page: Page, id: string): Promise<string> => {
  const said = ((await (await frameOf(page, id)).locator('[role=status]').textContent()) ?? '').split('. ')[0]!;
  return said === 'A healthy update that loses requests' ? STEPS[0]! : said;
};

test('next leads through the steps of the figure before the slide, and back takes them back', async () => {
  const page = await openDeck({ at: '#/update' });
  expect(await told(page, 'update')).toBe(STEPS[0]);
  for (const step of STEPS.slice(1)) {
    await page.keyboard.press('ArrowRight');
    expect([await slide(page), await caption(page)]).toEqual(['update', step]);
    await expect.poll(() => told(page, 'update')).toBe(step);
  }
  await page.keyboard.press('ArrowRight');
  expect(await slide(page)).toBe('saw');
  // From behind one comes to the last step, as the slide was left.
  await page.keyboard.press('ArrowLeft');
  expect([await slide(page), await caption(page)]).toEqual(['update', STEPS[6]]);
  expect(await told(page, 'update')).toBe(STEPS[6]);
  for (const step of STEPS.slice(0, 6).reverse()) {
    await page.keyboard.press('ArrowLeft');
    expect(await caption(page)).toBe(step);
    await expect.poll(() => told(page, 'update')).toBe(step);
  }
  await page.keyboard.press('ArrowLeft');
  expect(await slide(page)).toBe('claim');
});

test('the progress of the talk counts the steps', async () => {
  const page = await openDeck({ at: '#/update' });
  const progress = (): Promise<number> =>
    page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector('.reveal .progress span')!).transform).a);
  const before = await progress();
  await page.keyboard.press('ArrowRight');
  await expect.poll(progress).toBeGreaterThan(before);
});

test('an address leads to a step of a talk that was never opened, and from step to step, whatever lies between', async () => {
  const page = await openDeck({ at: '#/update/2' });
  await expect.poll(() => told(page, 'update')).toBe(STEPS[3]);
  await go(page, '#/update/5');
  await expect.poll(() => told(page, 'update')).toBe(STEPS[6]);
  await go(page, '#/update/0');
  await expect.poll(() => told(page, 'update')).toBe(STEPS[1]);
  await go(page, '#/why');
  await expect.poll(() => slide(page)).toBe('why');
  await go(page, '#/update/3');
  await expect.poll(() => told(page, 'update')).toBe(STEPS[4]);
});

test('each figure has steps of its own, and keeps them while another slide is on', async () => {
  const page = await openDeck({ at: '#/update/3' });
  await expect.poll(() => told(page, 'update')).toBe(STEPS[4]);
  await go(page, '#/cured/1');
  await expect.poll(() => told(page, 'cured')).toBe('Requests still come, and are served');
  await go(page, '#/update/3');
  expect([await told(page, 'update'), await caption(page)]).toEqual([STEPS[4], STEPS[4]]);
});

test('the overview leads to slides and back, and the figure goes with it', async () => {
  const page = await openDeck({ at: '#/update/1' });
  await expect.poll(() => told(page, 'update')).toBe(STEPS[2]);
  await page.keyboard.press('Escape');
  await page.locator('.reveal.overview').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => slide(page)).toBe('saw');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(() => slide(page)).toBe('update');
  // Who comes from behind finds a slide at its last step.
  await expect.poll(() => told(page, 'update')).toBe(STEPS[6]);
  expect(await caption(page)).toBe(STEPS[6]);
  await page.keyboard.press('Escape');
  await page.locator('.reveal.overview').waitFor();
  // A slide with a figure is clicked on like any other: the figure does not take the click.
  await page.locator('#cured .figure iframe').click({ force: true });
  await page.locator('.reveal:not(.overview)').waitFor();
  expect(await slide(page)).toBe('cured');
});

test('the clicker lives on after a click into the figure', async () => {
  const page = await openDeck({ at: '#/update' });
  await frameOf(page, 'update');
  const box = (await page.locator('#update .figure').boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 20);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  const at: string[] = [];
  for (const key of ['ArrowRight', 'PageDown', 'Space', 'ArrowLeft', 'PageUp', 'Shift+Space']) {
    const before = await caption(page);
    await page.keyboard.press(key);
    await expect.poll(() => caption(page)).not.toBe(before);
    at.push(await caption(page));
  }
  expect(at).toEqual([1, 2, 3, 2, 1, 0].map((step) => STEPS[step]));
  // The clicker's button for a black screen sends one of these.
  for (const key of ['b', '.']) {
    await page.keyboard.press(key);
    await page.locator('.reveal.paused').waitFor();
    await page.keyboard.press(key);
    await page.locator('.reveal:not(.paused)').waitFor();
  }
  await page.keyboard.press('Escape');
  await page.locator('.reveal.overview').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), { timeout: 5_000 }).not.toBe('IFRAME');
});

test.each(['light', 'dark'] as const)('every slide can be read by all, in the %s', async (colorScheme) => {
  const page = await openDeck({ colorScheme, reducedMotion: 'reduce' });
  const ids = await page.locator('.slides > section').evaluateAll((slides) => slides.map(({ id }) => id));
  const problems: string[] = [];
  for (const id of ids) {
    await go(page, `#/${id}/9`);
    await expect.poll(() => slide(page)).toBe(id);
    problems.push(...(await accessibilityProblems(page)));
  }
  expect(problems).toEqual([]);
});

test('figures take neither focus nor the place of the page when they load', async () => {
  const page = await openDeck({ at: '#/update' });
  await frameOf(page, 'update');
  await frameOf(page, 'cured');
  expect(await page.evaluate(() => [document.activeElement?.tagName, scrollX, scrollY])).toEqual(['BODY', 0, 0]);
});

test('who wants no motion gets steps at once', async () => {
  const page = await openDeck({ at: '#/update', reducedMotion: 'reduce' });
  const frame = await frameOf(page, 'update');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => told(page, 'update')).toBe(STEPS[1]);
  expect(await frame.evaluate(() => document.documentElement.dataset['ready'])).toBe('');
  expect(await page.evaluate(() => document.querySelector('.reveal .slides > .present')?.getAnimations({ subtree: true }).length)).toBe(0);
});

test('a figure that is loaded anew comes back at its step', async () => {
  const page = await openDeck({ at: '#/update/2' });
  const frame = await frameOf(page, 'update');
  await expect.poll(() => told(page, 'update')).toBe(STEPS[3]);
  await Promise.all([frame.waitForNavigation(), frame.evaluate(() => location.reload()).catch(() => {})]);
  await expect.poll(() => told(page, 'update')).toBe(STEPS[3]);
});

test('where no figure ever answers, the talk goes on with its words', async () => {
  const page = await openDeck();
  await page.context().route('**/embed.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Silence</title>' }));
  await page.goto(`${page.url().replace(/#.*/, '')}?again#/update`);
  await page.locator('html[data-ready]').waitFor();
  const poster = page.locator('#update .poster');
  await poster.waitFor();
  expect(await poster.locator('li').allTextContents()).toEqual(STEPS.slice(1));
  await page.keyboard.press('ArrowRight');
  expect(await caption(page)).toBe(STEPS[1]);
});

test('a figure that falls silent gives its place to words until it speaks again', async () => {
  const page = await openDeck({ at: '#/update' });
  const frame = await frameOf(page, 'update'), poster = page.locator('#update .poster');
  await frame.evaluate(() => {
    const speak = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = () => {};
    Object.assign(globalThis, { speakAgain: () => (MessagePort.prototype.postMessage = speak) });
  });
  expect(await poster.isVisible()).toBe(false);
  await page.keyboard.press('ArrowRight');
  await poster.waitFor();
  expect(await poster.locator('p').innerText()).toBe('The embed gave no answer to goTo within 5 seconds.');
  expect(await poster.locator('.here').innerText()).toBe(STEPS[1]);
  await frame.evaluate(() => (globalThis as unknown as { speakAgain(): void }).speakAgain());
  await page.keyboard.press('ArrowRight');
  await poster.waitFor({ state: 'hidden' });
  expect(await told(page, 'update')).toBe(STEPS[2]);
});

test('on paper the chosen steps come out, each on a page of its own with its caption and its figure drawn', async () => {
  const page = await openDeck({ at: '?print-pdf', colorScheme: 'dark' });
  const pages = textOfPages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  expect(pages).toHaveLength(12);
  const figures = pages.filter((text) => text.includes('3,000 users'));
  expect(figures.map((text) => [text.slice(0, text.indexOf(' 1 2 3 4')), /\d+ hurt/.exec(text)?.[0]])).toEqual([
    ['The first old server is told to stop The new one is ready, so an old one may go. It closes its door at once.', '1 hurt'],
    ['Requests knock at a closed door The news has not reached every router, and those that do not know it yet go on sending.', '26 hurt'],
    ['A success, says the rollout All six servers are new, not one was ever missing, and the pager rings again.', '212 hurt'],
    ['Requests still come, and are served The news is on its way. Until it has arrived, the server goes on answering.', '0 hurt'],
    ['Done, and nothing was lost The same users, the same servers, the same slow news. Only the wait is new.', '0 hurt'],
  ]);
  expect(pages.join()).not.toContain('drawn here as soon as');
});

test('printed as it stands, the talk comes out as text, with the words of every step and nothing across them', async () => {
  const page = await openDeck({ at: '#/update/3' });
  await frameOf(page, 'update');
  const pages = textOfPages(await page.pdf({ format: 'A4' }));
  expect(pages).toHaveLength(9);
  for (const step of STEPS) expect(pages[2]).toContain(step);
  // Neither the numbers below a figure, nor what the frame or reveal itself writes.
  expect(pages.join()).not.toMatch(/1 2 3 4|3,000 users|notes/i);
});

test('the address of a talk cannot open the door through which reveal takes orders from any window', async () => {
  const page = await openDeck({ at: '?postMessage=true&postMessageEvents=true#/claim' });
  await page.evaluate(() => postMessage(JSON.stringify({ method: 'slide', args: [5] }), '*'));
  await page.keyboard.press('ArrowRight');
  expect([await slide(page), await page.locator('#claim .fragment.visible').count()]).toEqual(['claim', 1]);
});

test('the page may run its own scripts, draw with its own styles and frame its own pages, and nothing else', async () => {
  const { headers } = await fetch(new URL(DECK, inject('appUrl')));
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});

test('only the window of its own frame is taken for a figure', async () => {
  const { page } = await openWatched({ width: 1280, height: 720, path: `${DECK}#/update/1` });
  await expect.poll(() => told(page, 'update')).toBe(STEPS[2]);
  await page.evaluate(() => document.body.append(document.createElement('iframe')));
  const stranger = page.frames().find((frame) => frame.url() === 'about:blank' && frame.parentFrame() === page.mainFrame())!;
  const answers = await stranger.evaluate(async () => {
    const heard: unknown[] = [];
    addEventListener('message', ({ data }) => heard.push(data));
    const state = { step: 6, atMs: 0, playing: false, theme: 'auto', clamped: false };
    for (const said of [
      { cutover: 1, type: 'hello', page: 1 },
      { cutover: 1, type: 'state', state, answers: null },
      { cutover: 1, type: 'key', key: 'End', shiftKey: false },
      'slide:stop',
    ]) parent.postMessage(said, '*');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return heard;
  });
  expect(answers).toEqual([]);
  await page.evaluate(() => postMessage({ cutover: 1, type: 'hello', page: 2 }, '*'));
  expect([await slide(page), await caption(page), await told(page, 'update')]).toEqual(['update', STEPS[2], STEPS[2]]);
});

test('the talk works on a host that knows nothing of it, at any path, and without a network once it is loaded', async () => {
  const server = await preview({ configFile: false, logLevel: 'warn', base: '/some/where/', build: { outDir: 'dist/app' }, preview: { host: '127.0.0.1', port: 0 } });
  onTestFinished(() => server.close());
  // Without a network the browser itself complains that it cannot have the icon once more.
  const { page } = await openWatched({ width: 1280, height: 720, path: DECK, origin: server.resolvedUrls!.local[0]! });
  await frameOf(page, 'update');
  await frameOf(page, 'cured');
  await page.context().setOffline(true);
  await go(page, '#/cured/3');
  await expect.poll(() => told(page, 'cured')).toBe('Done, and nothing was lost');
});
