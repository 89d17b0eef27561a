import type { Queue } from 'bullmq';
import type { Plan, RunRange } from '../../sim/index.ts';
import { connect, type Connection } from './connection.ts';
import { ATTEMPTS, KEPT_S, PREFIX, QUEUE, answerKey, planKey } from './keys.ts';
import { planText } from './plans.ts';
import { shardName } from './shards.ts';

/** Our queue on one Redis. */
export interface Line extends Connection {
  queue: Queue;
}

/** A shard on its way. */
export interface Sent {
  /** Its name in the queue. */
  id: string;
  shard: RunRange;
  /** Where its rows will lie. */
  answerAt: string;
}

export function sentOf(fingerprint: string, shard: RunRange): Sent {
  const id = shardName(fingerprint, shard);
  return { id, shard, answerAt: answerKey(id) };
}

/** @throws CannotPlay */
export async function openLine(address: string): Promise<Line> {
  const connection = await connect(address);
  const queue = new connection.bullmq.Queue(QUEUE, {
    connection: connection.redis,
    prefix: PREFIX,
    // Nobody reads the stream of events.
    streams: { events: { maxLen: 100 } },
    defaultJobOptions: { attempts: ATTEMPTS, removeOnComplete: true, removeOnFail: { age: KEPT_S }, stackTraceLimit: 0 },
  });
  // A lost line is told by the connection, and what a command cannot do by the command.
  queue.on('error', () => undefined);
  await connection.guard(queue.waitUntilReady());
  return { ...connection, queue };
}

/** Puts the plan and its shards where workers find them; what is there already stays as it is. */
export async function send({ redis, queue }: Line, plan: Plan, fingerprint: string, shards: readonly Sent[]): Promise<void> {
  await redis.set(planKey(fingerprint), planText(plan), 'EX', KEPT_S);
  await queue.addBulk(
    shards.map(({ id, shard }) => ({ name: 'shard', data: { plan: fingerprint, ...shard }, opts: { jobId: id } })),
  );
}

/** Takes away what nobody waits for any more; a worker that is at it plays to its end. */
export async function takeBack({ redis, queue }: Line, shards: readonly Sent[]): Promise<void> {
  await Promise.all(shards.map(({ id }) => queue.remove(id)));
  if (shards.length > 0) await redis.del(shards.map(({ answerAt }) => answerAt));
}

/** Shards that somebody has left an answer to. */
export async function answeredAmong({ redis }: Line, shards: readonly Sent[]): Promise<Sent[]> {
  const pipeline = redis.pipeline();
  for (const { answerAt } of shards) pipeline.exists(answerAt);
  const found = (await pipeline.exec()) ?? [];
  return shards.filter((_, index) => found[index]?.[1] === 1);
}

/** Shards that lie in the queue as failed. */
export async function failedAmong({ redis, queue }: Line, shards: readonly Sent[]): Promise<Sent[]> {
  const pipeline = redis.pipeline();
  for (const { id } of shards) pipeline.zscore(queue.toKey('failed'), id);
  const found = (await pipeline.exec()) ?? [];
  return shards.filter((_, index) => typeof found[index]?.[1] === 'string');
}

/** Why a shard failed, in the words of whoever failed it. */
export const reasonOf = async ({ queue, bullmq }: Line, { id }: Sent): Promise<string> =>
  (await bullmq.Job.fromId(queue, id))?.failedReason ?? '';
