import { expect, onTestFinished, test } from 'vitest';
import { Embed } from '../../src/embed/host/embed.ts';
import type { State, Theme } from '../../src/embed/protocol/index.ts';

const STATE: State = { step: 0, atMs: 0, playing: true, theme: 'auto', clamped: false };

/** An embed, and the other end of its port. */
function opened(): { embed: Embed; frame: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const embed = new Embed(port1, { cutover: 1, type: 'ready', title: 'A run', durationMs: 1000, steps: [], state: STATE }, () => {});
  onTestFinished(() => { embed.close(); port2.close(); });
  return { embed, frame: port2 };
}

test('an answer is heard however much else is said: a run that plays on a fast screen does not drown it', async () => {
  const { embed, frame } = opened();
  frame.onmessage = ({ data }: MessageEvent<{ ask: number }>) => {
    for (let i = 0; i < 500; i++) frame.postMessage({ cutover: 1, type: 'state', state: { ...STATE, atMs: i }, answers: null });
    frame.postMessage({ cutover: 1, type: 'state', state: { ...STATE, atMs: 500, playing: false }, answers: data.ask });
  };
  let heard = 0;
  embed.on('state', () => heard++);
  expect(await embed.pause()).toMatchObject({ atMs: 500, playing: false });
  expect(heard).toBeLessThan(200);
});

test('what is no step, no instant and no theme is refused at once, and never sent', async () => {
  const { embed, frame } = opened();
  const sent: unknown[] = [];
  frame.onmessage = ({ data }) => sent.push(data);
  await expect(embed.goTo(NaN)).rejects.toThrow('goTo was given what it does not take');
  await expect(embed.seek(Infinity)).rejects.toThrow('seek was given what it does not take');
  await expect(embed.setTheme('constructor' as Theme)).rejects.toThrow('setTheme was given what it does not take');
  void embed.getState().catch(() => {});
  await expect.poll(() => sent).toHaveLength(1);
});
