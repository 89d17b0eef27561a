import { play, type Trace } from '../../sim/play.ts';
import type { FromPlayer, ToPlayer } from './play-protocol.ts';

const send = (message: FromPlayer, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

/** Runs are played one after the other, in the order in which they were asked for. */
let before: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
  before = before.then(() => answer(data));
};

async function answer({ scenario, seed }: ToPlayer): Promise<void> {
  let trace: Trace;
  try {
    trace = await play(scenario, { seed, onProgress: (share) => send({ type: 'progress', share }) });
  } catch (error) {
    send({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
    return;
  }
  send({ type: 'trace', trace }, buffersOf(trace));
}

/** The columns are handed over, not copied. */
function buffersOf(trace: Trace): ArrayBuffer[] {
  const columns = [trace.windows, trace.requests, trace.attempts].flatMap((table) => Object.values(table) as unknown[]);
  return [...new Set(columns.filter((column) => ArrayBuffer.isView(column)).map((column) => column.buffer as ArrayBuffer))];
}
