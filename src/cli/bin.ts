#!/usr/bin/env node
import { styleText } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { EXIT, type Io } from './io.ts';
import { main } from './main.ts';
import { textOf } from './read.ts';

// The one file is two things: the program, and what the threads of `--jobs` load to play their pieces.
export { playPiece } from './executors/thread.ts';

// A reader that has seen enough (`cutover run … | head`) is no error.
for (const stream of isMainThread ? [process.stdout, process.stderr] : []) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? EXIT.fine);
  });
}
// SIGINT keeps its default: a run never yields, so a handler would only make it deaf. The shell then reports 130.

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  ...(process.stderr.isTTY && { progress: (text: string) => void process.stderr.write(`\r\u001b[K${text}`) }),
  stdin: async (limit) => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if ((size += chunk.length) > limit) break;
    }
    return textOf(Buffer.concat(chunks));
  },
  now: () => performance.now(),
  // Node looks at NO_COLOR, FORCE_COLOR and whether the stream is a terminal.
  style: (look, text) => styleText(look, text, { stream: process.stdout }),
};

if (isMainThread) process.exitCode = await main(process.argv.slice(2), io);
