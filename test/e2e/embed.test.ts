import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { encodeLink } from '../../src/link/link.ts';
import { accessibilityProblems } from './axe.ts';
import { connected, embedUrl, frameOf, heard, inside, openHost, type HostWindow } from './embed.ts';
import { openPage, openWatched } from './serve.ts';

const BAD = 'scenario=07-bad-release-and-undo';

describe('in a sandbox on somebody’s page', () => {
  test('it shows its run, is steered over its port, and asks for nothing once it is there', async () => {
    const page = await openHost(frameOf(BAD));
    await connected(page);
    const frame = await inside(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.context().setOffline(true);
    const told = await page.evaluate(async () => {
      const { embed } = window as unknown as HostWindow;
      const second = await embed.goTo(2);
      return { title: embed.title, duration: embed.durationMs, names: embed.steps.map(({ name }) => name), second, play: await embed.play(), pause: await embed.pause(), theme: await embed.setTheme('dark') };
    });
    expect(told.title).toBe('A bad release and its undo');
    expect(told.duration).toBe(420_000);
    expect(told.names).toEqual(['Rolling out', 'Alarm', 'Complete', 'Rolling back', 'Alarm over', 'Restored']);
    expect(told.second).toEqual({ step: 2, atMs: 99_000, playing: false, theme: 'auto', clamped: false });
    expect([told.play.playing, told.pause.playing, told.theme.theme]).toEqual([true, false, 'dark']);
    expect(await frame.getByRole('img', { name: /12 servers|servers/ }).count()).toBeGreaterThan(0);
    expect(await frame.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 23, 27)');
    expect(requests).toEqual([]);
  });

  test('every position is reached from every other, asked twice it is the same, and out of range it is the nearest end', async () => {
    const page = await openHost(frameOf(BAD));
    await connected(page);
    const states = await page.evaluate(async () => {
      const { embed } = window as unknown as HostWindow;
      const found: [string, number, boolean][] = [];
      const say = (what: string, { step, clamped }: { step: number; clamped: boolean }) => found.push([what, step, clamped]);
      for (const step of [4, 4, 0, 6, 1, 2, 3, 2, 99, -7, 1e308]) say(`${step}`, await embed.goTo(step));
      await embed.play();
      say('from playing', await embed.goTo(3));
      await embed.seek(1e9);
      say('from the end', await embed.goTo(1));
      say('an instant', await embed.seek(100_000));
      return found;
    });
    expect(states).toEqual([
      ['4', 4, false], ['4', 4, false], ['0', 0, false], ['6', 6, false], ['1', 1, false], ['2', 2, false], ['3', 3, false], ['2', 2, false],
      ['99', 6, true], ['-7', 0, true], ['1e+308', 6, true], ['from playing', 3, false], ['from the end', 1, false], ['an instant', 2, false],
    ]);
  });

  test('the way to the next step is played, and ends in the very picture that a jump shows', async () => {
    const page = await openHost(frameOf(`${BAD}&step=1`));
    await connected(page);
    const frame = await inside(page), label = frame.getByRole('img', { name: /^At / });
    await page.evaluate(async () => { await (window as unknown as HostWindow).embed.goTo(2); });
    await frame.waitForSelector('html[data-ready]');
    const played = await label.getAttribute('aria-label');
    await page.evaluate(async () => {
      const { embed } = window as unknown as HostWindow;
      await embed.goTo(6);
      await embed.goTo(2);
    });
    await frame.waitForSelector('html[data-ready]');
    expect(await label.getAttribute('aria-label')).toBe(played);
    expect(played).toMatch(/^At 1:39/);
  });

  test('loading takes neither focus nor scroll, and the wheel over it scrolls the page', async () => {
    const page = await openHost('<button>Mine</button><p style="height: 500px"></p><div id="place"></div><p style="height: 2000px"></p>');
    // A browser may forgive the attempt; it is not made.
    await page.context().addInitScript(() => {
      const taken: string[] = [];
      Object.assign(window, { taken });
      const watch = (owner: object, name: string): unknown => Object.assign(owner, { [name]: () => void taken.push(name) });
      for (const name of ['focus', 'scroll', 'scrollTo', 'scrollBy']) watch(window, name);
      for (const name of ['focus', 'scrollIntoView', 'scroll', 'scrollTo', 'scrollBy']) watch(HTMLElement.prototype, name);
    });
    await page.getByRole('button', { name: 'Mine' }).focus();
    await page.evaluate((html) => { document.getElementById('place')!.innerHTML = html; }, frameOf(BAD));
    await connected(page);
    expect(await (await inside(page)).evaluate(() => (window as unknown as { taken: string[] }).taken)).toEqual([]);
    expect(await page.evaluate(() => [document.activeElement?.textContent, scrollY])).toEqual(['Mine', 0]);
    await page.mouse.move(300, 650);
    await page.mouse.wheel(0, 240);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Mine');
  });

  test('with focus it steps by arrows, and gives back at the ends those and all others that move through slides', async () => {
    const page = await openHost(frameOf('scenario=03-rolling-good'), { reducedMotion: 'reduce' });
    await connected(page);
    await (await inside(page)).locator('body').click({ position: { x: 4, y: 4 } });
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'PageDown', 'ArrowLeft', 'Escape', ' ']) await page.keyboard.press(key);
    await expect.poll(() => heard(page)).toEqual([['state', 1], ['state', 2], ['key', 'ArrowRight'], ['key', 'PageDown'], ['state', 1], ['key', 'Escape'], ['key', ' ']]);
  });

  test('with keys=none it gives all of them back', async () => {
    const page = await openHost(frameOf('scenario=03-rolling-good&keys=none'));
    await connected(page);
    await (await inside(page)).locator('body').click({ position: { x: 4, y: 4 } });
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => heard(page)).toEqual([['key', 'ArrowRight']]);
  });

  test('it does not begin to play by itself; hidden it stands still, and seen again it goes on from there', async () => {
    const page = await openHost(frameOf(BAD));
    await connected(page);
    const frame = await inside(page);
    const state = () => page.evaluate(() => (window as unknown as HostWindow).embed.getState());
    const see = (visibility: string) => frame.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, visibility);
    const opening = await state();
    expect(opening).toMatchObject({ step: 0, atMs: 28_000, playing: false });
    await page.evaluate(async () => { await (window as unknown as HostWindow).embed.play(); });
    await expect.poll(async () => (await state()).atMs).toBeGreaterThan(28_500);
    await see('hidden');
    const hidden = await state();
    await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await state()).toEqual(hidden);
    expect(hidden.playing).toBe(true);
    await see('visible');
    await expect.poll(async () => (await state()).atMs).toBeGreaterThan(hidden.atMs);
  });

  test('a frame that is loaded anew is told to be gone, and can be connected to again', async () => {
    const page = await openHost(frameOf(BAD));
    await connected(page);
    await page.evaluate(() => { document.querySelector<HTMLIFrameElement>('#embed')!.src += '&step=2'; });
    await expect.poll(() => heard(page)).toContainEqual(['gone']);
    await connected(page);
    expect(await page.evaluate(() => (window as unknown as HostWindow).embed.state.step)).toBe(2);
  });
});

test('whoever lets go of it, or calls connecting off, may connect again; of two the second waits', async () => {
  const page = await openHost(frameOf(BAD));
  const answers = await page.evaluate(async () => {
    const { connect } = window as unknown as HostWindow, frame = document.querySelector<HTMLIFrameElement>('#embed')!;
    const first = await connect(frame);
    await first.goTo(2);
    const late = await connect(frame, { timeoutMs: 300 }).then(() => '', (error: Error) => error.message);
    const second = connect(frame);
    await first.goTo(3);
    first.close();
    const stays = (await second).state.step;
    (await second).close();
    // As a component does that is mounted, taken away and mounted again, time and again.
    let steps = 0;
    for (let times = 0; times < 20; times++) {
      const calling = new AbortController(), off = connect(frame, { signal: calling.signal }).catch(() => null);
      if (times % 2 === 0) await new Promise((done) => addEventListener('message', done, { once: true }));
      calling.abort();
      await off;
      const embed = await connect(frame);
      steps += (await embed.goTo(1)).step;
      embed.close();
    }
    return { late, stays, steps };
  });
  expect(answers).toEqual({ late: expect.stringContaining('no other connection'), stays: 3, steps: 20 });
});

test('while it plays, its host hears of it some twenty times a second, however many pictures there are', async () => {
  const page = await openHost(frameOf(BAD));
  await connected(page);
  const steps = await page.evaluate(async () => {
    const { embed } = window as unknown as HostWindow, at: number[] = [];
    embed.on('state', ({ atMs }) => at.push(atMs));
    await embed.play();
    await new Promise<void>((done) => embed.on('state', ({ atMs }) => { if (atMs > 40_000) done(); }));
    await embed.pause();
    return { each: (at.at(-1)! - at[0]!) / (at.length - 1), playing: embed.state.playing };
  });
  // It plays at eight times real speed: twenty times a second is every 400 ms of the run.
  expect(steps.each).toBeGreaterThan(300);
  expect(steps.playing).toBe(false);
});

test('a name without a space does not push anything out of the frame', async () => {
  const steps = [{ at: '40s', name: 'M'.repeat(80), caption: 'W'.repeat(280) }];
  const link = await encodeLink({ source: { title: 'W'.repeat(120), strategy: { rolling: {} }, steps }, seed: 1, at: 0 });
  for (const step of [0, 1]) {
    const page = await openPage({ path: `${embedUrl(link.slice(1))}&step=${step}`, width: 640, height: 480 });
    await page.waitForSelector('html[data-ready]');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
  }
});

test.each([[390, 300], [300, 220], [240, 160]])('at %i × %i the run is seen, not only its caption', async (width, height) => {
  const page = await openPage({ path: embedUrl(BAD), width, height });
  await page.waitForSelector('html[data-ready]');
  const stage = (await page.getByRole('img', { name: /servers/ }).first().boundingBox())!;
  expect(stage.y).toBeLessThan(height / 2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});

test('a sentence that stands above is not said again among the numbers', async () => {
  const page = await openPage({ path: embedUrl(`${BAD}&step=3&views=sentence,stage,numbers`) });
  await page.waitForSelector('html[data-ready]');
  expect((await page.locator('main').innerText()).match(/failed so far/g)).toHaveLength(1);
  expect(await page.getByLabel('Numbers').innerText()).toContain('Availability');
});

test('it works from a file on a disk, from a link, without a host', async () => {
  const link = await encodeLink({ source: { title: 'From a link', strategy: { recreate: {} } }, seed: 3, at: 40_000_000 });
  const page = await openPage({ path: `${pathToFileURL(resolve('dist/app/embed.html')).href}${link}&views=sentence,stage,timeline` });
  await page.waitForSelector('html[data-ready]');
  expect(await page.title()).toBe('From a link — Cutover');
  expect(await page.getByRole('img', { name: /^At 0:40/ }).count()).toBe(1);
});

test.each(['dark', 'projector-dark'])('with theme=%s the first thing that is painted is dark', async (theme) => {
  const page = await openHost('');
  await page.context().addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.body === null || document.getElementById('app') === null) return;
      observer.disconnect();
      Object.assign(window, { first: getComputedStyle(document.documentElement).backgroundColor });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.evaluate((html) => { document.body.innerHTML = html; }, frameOf(`${BAD}&theme=${theme}`));
  const frame = await inside(page);
  expect(await frame.evaluate(() => (window as unknown as { first: string }).first)).toMatch(theme === 'dark' ? 'rgb(20, 23, 27)' : 'rgb(0, 0, 0)');
});

test('on the way to paper nothing moves: a step is drawn at once, on white', async () => {
  const page = await openPage({ path: embedUrl(`${BAD}&step=1&theme=print&views=sentence,stage,state`) });
  await page.waitForSelector('html[data-ready]');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.getByRole('img', { name: /^At / }).getAttribute('aria-label')).toMatch(/^At 1:39/);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
});

test.each([
  ['', 'The address names no scenario.'],
  ['scenario=7', 'There is no scenario “7”. Did you mean "07-bad-release-and-undo"?'],
  ['scenario=03-rolling-god', 'Did you mean "03-rolling-good"?'],
  ['scenario=nothing-like-it', 'It goes by its folder, such as 03-rolling-good.'],
  ['s=1.abc', 'The link is damaged'],
  ['s=9.abc', 'The link was made by another version of Cutover.'],
  [`${BAD}&views=chart`, 'There is no view “chart”.'],
])('the address #%s is answered in the frame, and to the host', async (hash, says) => {
  const page = await openHost(frameOf(hash));
  const message = await page.evaluate(async () => {
    const host = window as unknown as HostWindow;
    return host.connect(document.querySelector<HTMLIFrameElement>('#embed')!).then(() => '', (error: Error) => error.message);
  });
  expect(message).toContain(says);
  expect(await (await inside(page)).getByRole('alert').textContent()).toContain(says);
});

test('anybody may have it in a frame, and nothing runs in it but what the build has named', async () => {
  const { headers } = await fetch(new URL('embed.html', inject('appUrl')));
  expect([headers.get('content-security-policy'), headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy')]).toEqual(['frame-ancestors *', '*', 'cross-origin']);
  const host = await fetch(new URL('embed-host.js', inject('appUrl')));
  expect([host.ok, host.headers.get('access-control-allow-origin'), host.headers.get('cross-origin-resource-policy')]).toEqual([true, '*', 'cross-origin']);
  const { page, problems } = await openWatched({ path: embedUrl(BAD) });
  await page.waitForSelector('html[data-ready]');
  expect(problems).toEqual([]);
  const thrown = await page.evaluate(() => {
    const attempts = [
      () => document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { display: none }' })),
      () => void fetch('/').catch(() => undefined),
      () => { new Image().src = 'https://example.com/x.png'; },
      () => { document.body.innerHTML = '<b>x</b>'; },
      () => { document.head.append(Object.assign(document.createElement('script'), { text: 'window.mine = true' })); },
      () => void new Worker(URL.createObjectURL(new Blob(['']))),
    ];
    return attempts.map((attempt) => {
      try { attempt(); } catch (error) { return (error as Error).name; }
      return '';
    });
  });
  expect(thrown).toEqual(['', '', '', 'TypeError', 'TypeError', 'TypeError']);
  for (const directive of ['style-src', 'connect-src', 'img-src', 'require-trusted-types-for']) await expect.poll(() => problems.join()).toContain(directive);
  expect(await page.evaluate(() => 'mine' in window)).toBe(false);
});

test('a host whose frame holds something else is told so in time', async () => {
  const page = await openHost('<iframe id="embed" title="Nothing" srcdoc="<p>Nothing</p>"></iframe>');
  const message = await page.evaluate(async () => {
    const host = window as unknown as HostWindow;
    return host.connect(document.querySelector<HTMLIFrameElement>('#embed')!, { timeoutMs: 200 }).then(() => '', (error: Error) => error.message);
  });
  expect(message).toContain('No embed answered in this frame');
});

test.each([
  ['light', 'stage,state,failed'],
  ['dark', 'sentence,timeline,numbers,twin'],
])('nothing in it keeps anybody out, %s, with %s', async (theme, views) => {
  const page = await openPage({ path: embedUrl(`${BAD}&step=4&theme=${theme}&views=${views}`) });
  await page.waitForSelector('html[data-ready]');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test.each([[390, 700], [320, 480], [640, 360], [1280, 720]])('at %i × %i the frame does not scroll sideways', async (width, height) => {
  const page = await openPage({ path: embedUrl(`${BAD}&step=4`), width, height });
  await page.waitForSelector('html[data-ready]');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});
