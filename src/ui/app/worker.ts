import { run, type Trace } from '../../sim/index.ts';
import type { FromPlayer, ToPlayer } from '../player/play-protocol.ts';

const send = (message: FromPlayer, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

self.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
  let trace: Trace;
  try {
    trace = run(data.scenario, { seed: data.seed, onProgress: (share) => send({ type: 'progress', share }) });
  } catch (error) {
    send({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
    return;
  }
  send({ type: 'trace', trace }, buffersOf(trace));
};

/** The columns are handed over, not copied. */
function buffersOf(trace: Trace): ArrayBuffer[] {
  const columns = [trace.windows, trace.requests, trace.attempts].flatMap((table) => Object.values(table) as unknown[]);
  return [...new Set(columns.filter((column) => ArrayBuffer.isView(column)).map((column) => column.buffer as ArrayBuffer))];
}
