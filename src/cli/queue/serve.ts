import type { Job } from 'bullmq';
import { runsIn } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Io } from '../io.ts';
import { answerText, type Answer } from './answers.ts';
import type { Connection } from './connection.ts';
import { jobReader, type Work } from './jobs.ts';
import { ATTEMPTS, KEPT_S, answerKey } from './keys.ts';
import { playShard } from './play-shard.ts';
import { inWords } from './shards.ts';

interface Serving extends Pick<Connection, 'redis' | 'bullmq'> {
  /** Who we are, for people. */
  me: string;
  /** Whose the locks on our jobs are. */
  token: string;
  /** Milliseconds that a lock holds unless it is renewed. */
  lock: number;
  stop: AbortSignal;
  io: Io;
}

/** Plays the shard of a job and leaves its rows where they are looked for, or fails the job and says why. */
export function server({ redis, bullmq, me, token, lock, stop, io }: Serving): (job: Job) => Promise<void> {
  const workOf = jobReader(redis);
  const tell = (text: string): void => io.err(`${clean(text).replace(/\s+/g, ' ').slice(0, 300)}\n`);

  /** @param error an `UnrecoverableError` if no other worker could do better */
  const fail = async (job: Job, error: Error): Promise<void> => {
    tell(`refuses the shard ${job.id}: ${error.message}`);
    await unlessTaken(job.moveToFailed(error, token, false));
  };

  /** Holds the lock while a shard is played; says no when it is time to stop, or the shard is no longer ours. */
  const holder = (job: Job): (() => Promise<boolean>) => {
    let renewed = performance.now();
    return async () => {
      if (stop.aborted) return false;
      if (performance.now() - renewed < lock / 3) return true;
      renewed = performance.now();
      return (await job.extendLock(token, lock)) === 1;
    };
  };

  const play = async (job: Job, { plan, shard }: Work): Promise<void> => {
    const what = inWords(shard),
      answerAt = answerKey(job.id!);
    // It was put into the queue again just as it was played.
    if ((await redis.exists(answerAt)) === 1) return unlessTaken(job.moveToCompleted('', token, false));
    tell(`plays ${what} of ${runsIn(plan)}`);
    let of: Answer['of'] | null;
    try {
      of = await playShard(plan, shard, holder(job));
    } catch (error) {
      // No fault of the shard: there is nobody left to tell.
      if (redis.status === 'end') throw error;
      return fail(job, error as Error);
    }
    if (of !== null) {
      // One after the other on the same line, and one way there and back for both.
      const left = redis.set(answerAt, answerText({ by: me, of }), 'EX', KEPT_S);
      await Promise.all([left, unlessTaken(job.moveToCompleted('', token, false))]);
    } else if (stop.aborted) {
      tell(`gives ${what} back`);
      await unlessTaken(job.moveToWait(token));
    } else tell(`leaves ${what} to another worker: it was not heard of for too long`);
  };

  return async (job) => {
    // BullMQ's own verdict about a shard that too many workers died of.
    if (job.deferredFailure)
      return fail(job, new bullmq.UnrecoverableError(`${ATTEMPTS} workers died of it, or were not heard of for too long`));
    let work: Work;
    try {
      work = await workOf(job.id, job.data);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return fail(job, new bullmq.UnrecoverableError(error.message));
    }
    await play(job, work);
  };
}

/** Another worker may have got the shard, or its rows been collected, in the meantime; that is no harm, for rows are the same. */
async function unlessTaken(move: Promise<unknown>): Promise<void> {
  try {
    await move;
  } catch (error) {
    // BullMQ numbers its own errors.
    if (typeof (error as { code?: unknown }).code !== 'number') throw error;
  }
}
