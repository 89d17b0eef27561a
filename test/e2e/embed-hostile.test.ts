import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { connected, frameOf, heard, inside, openHost, type HostWindow } from './embed.ts';

const RUN = 'scenario=07-bad-release-and-undo';

interface Raw { port: MessagePort; second: MessagePort; said: { type: string; answers?: number; state?: { step: number } }[]; more: unknown[] }

/** A host that speaks the protocol by hand: it takes the hello and sends two ports, one after the other. */
async function byHand(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const raw = window as unknown as Raw, frame = document.querySelector<HTMLIFrameElement>('#embed')!.contentWindow!;
    const [first, second] = [new MessageChannel(), new MessageChannel()];
    Object.assign(raw, { port: first.port1, second: second.port1, said: [], more: [] });
    const isReady = new Promise<void>((done) => {
      first.port1.onmessage = ({ data }: MessageEvent<Raw['said'][0]>) => {
        raw.said.push(data);
        if (data.type === 'ready') done();
      };
    });
    second.port1.onmessage = ({ data }) => raw.more.push(data);
    const isHere = new Promise<void>((done) => addEventListener('message', ({ data }: MessageEvent<{ type?: string }>) => { if (data.type === 'hello') done(); }));
    frame.postMessage({ cutover: 1, type: 'knock' }, '*');
    await isHere;
    frame.postMessage({ cutover: 1, type: 'port' }, '*', [first.port2]);
    frame.postMessage({ cutover: 1, type: 'port' }, '*', [second.port2]);
    await isReady;
  });
}

/** Asks where it stands, until it says so: the embed may be busy not listening. */
const standing = async (page: Page): Promise<number> => {
  let step = -1, ask = 1_000_000;
  await expect.poll(async () => {
    ask += 1;
    step = await page.evaluate(async (number) => {
      const raw = window as unknown as Raw;
      raw.port.postMessage({ cutover: 1, type: 'getState', ask: number });
      await new Promise((done) => setTimeout(done, 50));
      return raw.said.find(({ answers }) => answers === number)?.state?.step ?? -1;
    }, ask);
    return step;
  }, { timeout: 20_000 }).toBeGreaterThan(-1);
  return step;
};

test('a host gets one port; a second, and whatever is no command, gets nothing', async () => {
  const page = await openHost(frameOf(RUN));
  await byHand(page);
  await page.evaluate(() => {
    const raw = window as unknown as Raw, frame = document.querySelector<HTMLIFrameElement>('#embed')!.contentWindow!;
    raw.second.postMessage({ cutover: 1, type: 'goTo', step: 3, ask: 1 });
    const bad: unknown[] = [
      null, 1, 'play', [], {}, { cutover: 1 }, { cutover: 2, type: 'goTo', step: 3, ask: 2 }, { cutover: 1, type: 'goTo', step: '3', ask: 3 },
      { cutover: 1, type: 'goTo', step: NaN, ask: 4 }, { cutover: 1, type: 'goTo', step: 3, ask: 5, url: 'javascript:alert(1)' },
      JSON.parse('{"cutover":1,"type":"goTo","step":3,"ask":6,"__proto__":{"x":1}}'), { cutover: 1, type: '__proto__', ask: 7 },
      { cutover: 1, type: 'setTheme', theme: 'constructor', ask: 8 }, { type: 'SET', path: ['prototype', '__proto__', 'x'], value: 1 },
    ];
    for (const one of bad) {
      raw.port.postMessage(one);
      frame.postMessage(one, '*');
    }
    // A command that brings a port along, and commands to the window.
    raw.port.postMessage({ cutover: 1, type: 'goTo', step: 3, ask: 9 }, [new MessageChannel().port1]);
    frame.postMessage({ cutover: 1, type: 'goTo', step: 3, ask: 10 }, '*');
  });
  expect(await standing(page)).toBe(0);
  const { said, more } = await page.evaluate(() => ({ said: (window as unknown as Raw).said, more: (window as unknown as Raw).more }));
  expect(said.filter(({ answers }) => answers !== undefined && answers !== null && answers < 100)).toEqual([]);
  expect(more).toEqual([]);
});

test('a flood is mostly not listened to, and does it no harm', async () => {
  const page = await openHost(frameOf(RUN));
  await byHand(page);
  const answered = await page.evaluate(async () => {
    const raw = window as unknown as Raw;
    for (let i = 1; i <= 20_000; i++) raw.port.postMessage({ cutover: 1, type: 'goTo', step: i % 7, ask: i });
    await new Promise((done) => setTimeout(done, 600));
    return raw.said.filter(({ answers }) => typeof answers === 'number').length;
  });
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBeLessThan(1000);
  expect(await standing(page)).toBeGreaterThanOrEqual(0);
});

/** A frame beside the embed, which offers it ports, knocks, and poses as it towards the host. */
const SIBLING = `<iframe id="sibling" title="Another" sandbox="allow-scripts" srcdoc="<script>
  const got = []; addEventListener('message', (event) => got.push(event.data)); window.got = got;
  setInterval(() => {
    const channel = new MessageChannel(); channel.port1.onmessage = (event) => got.push(event.data);
    for (const window of [parent.frames[0], parent.frames[1]]) {
      window.postMessage({ cutover: 1, type: 'port' }, '*', [channel.port2].slice(0, window === parent.frames[0] ? 1 : 0));
      window.postMessage({ cutover: 1, type: 'knock' }, '*');
    }
    parent.postMessage({ cutover: 1, type: 'hello', page: Math.floor(Math.random() * 1e9) }, '*');
    parent.postMessage({ cutover: 1, type: 'state', state: { step: 5, atMs: 0, playing: false, theme: 'auto', clamped: false }, answers: null }, '*');
  }, 5);
</script>"></iframe>`;

test('a frame beside it cannot take the port, nor pass for the embed', async () => {
  const page = await openHost(`${frameOf(RUN)}${SIBLING}`);
  await connected(page);
  await inside(page);
  expect(await page.evaluate(async () => (await (window as unknown as HostWindow).embed.goTo(2)).step)).toBe(2);
  const sibling = (await (await page.waitForSelector('#sibling')).contentFrame())!;
  await sibling.waitForFunction(() => (window as unknown as { got: unknown[] }).got.length > 5);
  const types = await sibling.evaluate(() => [...new Set((window as unknown as { got: { type: string }[] }).got.map(({ type }) => type))].sort());
  // Its own messages to itself are all that it hears.
  expect(types).toEqual(['knock', 'port']);
  expect((await heard(page)).filter((one) => JSON.stringify(one) === '["state",5]')).toEqual([]);
});

test('a page that only passes for an embed is held to what an embed may say', async () => {
  const pretender = `<script>const hello = () => parent.postMessage({ cutover: 1, type: 'hello', page: 1 }, '*');
    addEventListener('message', ({ ports: [port] }) => { if (!port) return hello();
    const state = { step: 900, atMs: 80000000, playing: false, theme: 'auto', clamped: false };
    const ready = { cutover: 1, type: 'ready', title: '<img src=x onerror=alert(1)>', durationMs: 1000, steps: [], state };
    for (const bad of [{ ...ready, steps: 'many' }, { ...ready, durationMs: Infinity }, { ...ready, more: 1 }]) port.postMessage(bad);
    port.postMessage(ready);
    for (let i = 0; i < 5000; i++) port.postMessage({ cutover: 1, type: 'key', key: 'ArrowRight', shiftKey: false });
    port.postMessage({ cutover: 1, type: 'key', key: 'F12', shiftKey: false });
    port.postMessage({ cutover: 1, type: 'state', state, answers: null });
  }); hello();</script>`;
  const page = await openHost(`<iframe id="embed" title="Pretender" sandbox="allow-scripts" srcdoc="${pretender.replaceAll('"', '&quot;')}"></iframe>`);
  await connected(page);
  await expect.poll(async () => (await heard(page)).length).toBeGreaterThan(0);
  expect((await heard(page)).length).toBeLessThan(500);
  const { title, step } = await page.evaluate(() => {
    const { embed } = window as unknown as HostWindow;
    return { title: embed.title, step: embed.state.step };
  });
  // Text it stays, whatever it looks like; and a position is one of this run.
  expect([title, step]).toEqual(['<img src=x onerror=alert(1)>', 0]);
});
