import type { Job, Worker } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../../package.json';
import { EXIT, type Io } from './io.ts';
import { connect, type Connection } from './queue/connection.ts';
import { ATTEMPTS, PREFIX, QUEUE } from './queue/keys.ts';
import { server } from './queue/serve.ts';
import { tellTrouble } from './trouble.ts';

export interface WorkerSettings {
  queue: string;
  /** Milliseconds without work after which it ends; never when left out. */
  idle?: number;
  /** Milliseconds that a worker may not be heard of before its shard goes to another. */
  lock: number;
}

/** Between two looks into an empty queue. */
const LOOK_MS = 200;
/** Plays shards from a queue, one at a time, until it is told to stop or has been idle for long enough. */
export async function work(settings: WorkerSettings, io: Io): Promise<number> {
  const stop = new AbortController();
  // Once is a request; the second time the default ends the process, and another worker takes over.
  const asked = (): void => stop.abort();
  process.once('SIGINT', asked).once('SIGTERM', asked);
  let connection: Connection | null = null;
  try {
    connection = await connect(settings.queue);
    await connection.guard(takeShards(connection, settings, stop.signal, io));
    return EXIT.fine;
  } catch (error) {
    tellTrouble(error, '', io);
    return EXIT.badInput;
  } finally {
    process.off('SIGINT', asked).off('SIGTERM', asked);
    connection?.close();
  }
}

async function takeShards(
  { redis, bullmq, shown }: Connection,
  { lock, idle = Infinity }: WorkerSettings,
  stop: AbortSignal,
  io: Io,
): Promise<void> {
  // Redis takes no spaces in the name of a client, by which workers are counted.
  const me = `${hostname()}-${process.pid}`.replace(/[^\w.-]/g, '-'),
    token = randomUUID();
  const worker = new bullmq.Worker(QUEUE, null, {
    connection: redis,
    prefix: PREFIX,
    name: me,
    autorun: false,
    lockDuration: lock,
    stalledInterval: lock,
    maxStalledCount: ATTEMPTS - 1,
  });
  // A lost line is told by the connection, and what a command cannot do by the command.
  worker.on('error', () => undefined);
  try {
    await worker.waitUntilReady();
    await worker.startStalledCheckTimer();
    io.err(`Cutover ${version} waits for shards at ${shown}. Stop it with Ctrl+C.\n`);
    const serve = server({ redis, bullmq, me, token, lock, stop, io });
    for (let since = performance.now(); !stop.aborted && performance.now() - since < idle;) {
      const job = await nextOf(worker, token, io);
      if (job === undefined) await sleep(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
      else {
        await serve(job);
        since = performance.now();
      }
    }
  } finally {
    await worker.close(true);
  }
}

/** The next job, locked for us; undefined when there is none, or something that is no job at all. */
async function nextOf(worker: Worker, token: string, io: Io): Promise<Job | undefined> {
  try {
    return await worker.getNextJob(token, { block: false });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    io.err('leaves something alone that is no shard at all\n');
    return undefined;
  }
}
