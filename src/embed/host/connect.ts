import { BYE, eventIn, isHello, KNOCK, PORT } from '../protocol/index.ts';
import { Embed } from './embed.ts';
import { EmbedError } from './error.ts';

export interface ConnectOptions {
  /** Longest wait for the run to be there, in milliseconds; default 20,000, `Infinity` for a frame that is loaded who knows when. */
  timeoutMs?: number;
  /** Gives up when it is aborted. */
  signal?: AbortSignal;
}

/**
 * Connects to the embed in a frame, before or after it has loaded, and resolves once its run is there. Only that frame's own window is
 * listened to. An embed talks to one connection at a time: a second waits until the first is closed. Rejects with an EmbedError, whose
 * message is a sentence: in time nobody answered, the embed cannot show what its address asks for, or the signal was aborted.
 */
export function connect(iframe: HTMLIFrameElement, { timeoutMs = 20_000, signal }: ConnectOptions = {}): Promise<Embed> {
  return new Promise((resolve, reject) => {
    let embed: Embed | null = null, port: MessagePort | null = null, page = -1, timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      removeEventListener('message', onMessage);
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    };
    const fail = (message: string): void => {
      end();
      port?.postMessage(BYE);
      port?.close();
      reject(new EmbedError(message));
    };
    const onAbort = (): void => fail('Connecting to the embed was called off.');

    const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
      // Of all the windows there are, this one; what it says is then still only its word.
      if (source === null || source !== iframe.contentWindow || !isHello(data)) return;
      // Said again, after a knock: it has its port already. Another page, loaded anew, knows nothing of the port of the first.
      if (data.page === page) return;
      if (embed !== null) return embed.lose();
      page = data.page;
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = ({ data: said }: MessageEvent<unknown>) => onFirst(channel.port1, said);
      // A frame in a sandbox has no origin to address; whoever is there gets no more than a port that obeys the same rules.
      iframe.contentWindow?.postMessage(PORT, '*', [channel.port2]);
    };
    const onFirst = (from: MessagePort, said: unknown): void => {
      const event = eventIn(said);
      if (event?.type === 'problem') return fail(event.message);
      if (event?.type !== 'ready') return;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      embed = new Embed(from, event, end);
      resolve(embed);
    };

    if (signal?.aborted) return onAbort();
    addEventListener('message', onMessage);
    signal?.addEventListener('abort', onAbort);
    if (timeoutMs !== Infinity) {
      timer = setTimeout(() => fail(`No embed answered in this frame within ${Math.round(timeoutMs / 1000)} seconds. Does its address lead to embed.html, and is no other connection to it open?`), timeoutMs);
    }
    // It may have said hello before anyone listened; if nothing is there yet, this is lost and the hello is still to come.
    iframe.contentWindow?.postMessage(KNOCK, '*');
  });
}
