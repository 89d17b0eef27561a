import { commandIn, helloOf, isBye, isKnock, isPort, Rate, type Command, type Event } from '../protocol/index.ts';

/** More than this in a second is no person with a clicker; the rest of that second is not listened to. */
const COMMANDS_A_SECOND = 60;

/** The embed's end of the conversation with the page around it. */
export interface HostLine {
  /** Sent at once, or nowhere while no page has answered. */
  send(event: Event): void;
  /** Whether a page is listening. */
  readonly isOpen: boolean;
}

/**
 * Says hello to the page around this one and takes the port that this very page sends; nothing from anybody else ever: not from frames
 * beside it, not from pages that it opened. Commands come over that port alone. A second port waits unheard until the first is given back
 * over itself: a page that lets go and connects again may be quicker with the new port than with the farewell on the old one.
 */
export function listen({ onopen, oncommand }: { onopen(): void; oncommand(command: Command): void }): HostLine {
  const { parent } = window;
  const hello = helloOf(crypto.getRandomValues(new Uint32Array(1))[0]!);
  const rate = new Rate(COMMANDS_A_SECOND), knocks = new Rate(COMMANDS_A_SECOND);
  let port: MessagePort | null = null, waiting: MessagePort | null = null;
  const line: HostLine = {
    send: (event) => port?.postMessage(event),
    get isOpen() { return port !== null; },
  };
  // Nobody is around.
  if (parent === window) return line;

  /** Listens on the port that waits, where one does; where none does, says that one may be sent. */
  const take = (): void => {
    port?.close();
    port = waiting;
    waiting = null;
    // A hello holds nothing, so it may go to whoever the parent is: in a sandbox there is no origin to tell it by.
    if (port === null) return parent.postMessage(hello, '*');
    port.onmessage = ({ data: said, ports: more }: MessageEvent<unknown>) => {
      if (isBye(said)) return take();
      const command = more.length === 0 && rate.admits(performance.now()) ? commandIn(said) : null;
      if (command !== null) oncommand(command);
    };
    onopen();
  };
  addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
    if (source !== parent) return;
    if (isKnock(data) && ports.length === 0 && knocks.admits(performance.now())) parent.postMessage(hello, '*');
    if (!isPort(data) || ports.length !== 1) return;
    waiting?.close();
    waiting = ports[0]!;
    if (port === null) take();
  });
  take();
  return line;
}
