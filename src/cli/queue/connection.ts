import type { Redis } from 'ioredis';
import { optionalDependencies } from '../../../package.json';
import { clean } from '../clean.ts';
import { CannotPlay } from '../trouble.ts';
import { addressOf, refuseOpenRoads, type Address } from './address.ts';

/** Until a Redis that does not answer is called unreachable. */
const REACHED_WITHIN_MS = 4_000;

/** How often, and how long after one another, a lost Redis is called again: a restart is no reason to give up, an outage is. */
const RECALLS = 10;
const RECALL_MS = 500;

type BullMq = typeof import('bullmq');

/** An open line to the Redis that carries a queue. */
export interface Connection {
  redis: Redis;
  bullmq: BullMq;
  /** The address without password. */
  shown: string;
  /** What the promise comes to, unless the line is lost or Redis refuses: then a CannotPlay. */
  guard<T>(work: Promise<T>): Promise<T>;
  /** Hangs up; nothing of it keeps the process alive. */
  close(): void;
}

/**
 * Opens a line, within seconds or not at all.
 * @param text what `--queue` was given
 * @throws CannotPlay, with one sentence about what is wrong and how to cure it
 */
export async function connect(text: string): Promise<Connection> {
  const address = addressOf(text);
  await refuseOpenRoads(address);
  const { bullmq, ioredis } = await packages();
  const { host, port, username, password, db, isTls, shown } = address;
  let isOpen = false,
    trouble: Error | null = null;
  const redis = new ioredis.Redis({
    host,
    port,
    db,
    lazyConnect: true,
    connectTimeout: REACHED_WITHIN_MS,
    // Commands wait for the line to come back, as BullMQ wants it; `lost` ends their waiting when it does not.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isOpen && times <= RECALLS ? RECALL_MS : null),
    ...(username && { username }),
    ...(password && { password }),
    ...(isTls && { tls: {} }),
  });
  redis.on('error', (error: Error) => (trouble = error));
  const lost = new Promise<never>((_resolve, reject) => {
    redis.once('end', () => {
      if (isOpen) reject(new CannotPlay([`The queue at ${shown} is gone, in the midst of it. ${AGAIN}`]));
    });
  });
  // Nobody may be listening when it happens; whoever asks later is told all the same.
  lost.catch(() => undefined);

  try {
    await within(REACHED_WITHIN_MS, redis.connect());
    // On its own account ioredis stays with the first database where there is no other.
    await within(REACHED_WITHIN_MS, redis.select(db));
  } catch (error) {
    // A line that never was need not be hung up, which would take its time.
    if (redis.status !== 'end') redis.disconnect();
    throw new CannotPlay([unreached(address, trouble ?? (error as Error))]);
  }
  isOpen = true;
  return {
    redis,
    bullmq,
    shown,
    guard: async (work) => {
      try {
        return await Promise.race([work, lost]);
      } catch (error) {
        // What fails because the line is gone may be heard before that the line is gone.
        if (isOpen && redis.status === 'end') await lost;
        // Redis is out of memory, a replica, locked: its own words say it best.
        if (!(error instanceof Error) || error.name !== 'ReplyError') throw error;
        throw new CannotPlay([`The queue at ${shown} refuses: ${clean(error.message)}.`]);
      }
    },
    close: () => {
      isOpen = false;
      redis.disconnect();
    },
  };
}

const AGAIN = 'Give the same command again when it is back; what is still there is not played twice.';

/** The two packages are no part of the program: who plays on one machine never loads them. */
async function packages(): Promise<{ bullmq: BullMq; ioredis: typeof import('ioredis') }> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, ioredis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const wanted = Object.entries(optionalDependencies).map(([name, version]) => `${name}@${version}`);
    throw new CannotPlay([`--queue needs two packages that are not installed. Install them: npm install ${wanted.join(' ')}`]);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} seconds`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unreached({ shown, password }: Address, error: Error): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (/^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH)/.test(message))
    return `--queue: ${shown} ${password === undefined ? 'wants a password' : 'does not take this password'}. Put it into the address, as in rediss://:password@host, or into CUTOVER_QUEUE_PASSWORD.`;
  if (/DB index|database/i.test(message))
    return `--queue: ${shown} has no such database (${clean(message)}). Leave its number out.`;
  if (code !== undefined && /CERT|SIGNATURE/.test(code))
    return `--queue: the certificate of ${shown} is not trusted (${clean(code)}). If your own authority signed it, name its file in NODE_EXTRA_CA_CERTS.`;
  return `--queue: ${shown} cannot be reached (${clean(code ?? message)}). Is redis-server running there, and is the address right?`;
}
