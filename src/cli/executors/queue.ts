import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprintOf, type Plan, type Row, type RunRange } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import { believer } from '../queue/believe.ts';
import { droughtWatch } from '../queue/drought.ts';
import { planKey } from '../queue/keys.ts';
import { answeredAmong, failedAmong, openLine, reasonOf, send, sentOf, takeBack, type Line } from '../queue/line.ts';
import { inWords, shardsOf } from '../queue/shards.ts';
import { CannotPlay } from '../trouble.ts';
import type { Executor } from './executor.ts';

/** Between two looks for answers. */
const LOOK_MS = 50;
/** Between two times that all that is missing is put into the queue again, should Redis have lost it. */
const RENEW_MS = 2_000;
/** A plan that is done with stays for a minute more: someone else may be playing the same. */
const LEFT_S = 60;

/**
 * Plays on other machines: shards of the plan wait in a queue on Redis, `cutover worker` takes them, and the rows come back here, where
 * they are held against the plan, and some of them against runs of our own.
 * @param address of Redis, as `--queue` has it
 */
export function queueAt(address: string): Executor {
  let opened: Promise<Line> | null = null;
  const played = new Set<string>();
  return {
    play: async (plan, range, arrived, tell = () => undefined) => {
      const line = await (opened ??= openLine(address));
      const fingerprint = fingerprintOf(plan);
      played.add(fingerprint);
      return line.guard(collect(line, plan, fingerprint, range, arrived, tell));
    },
    close: async () => {
      const line = await opened?.catch(() => null);
      if (!line) return;
      const left = [...played].map((fingerprint) => line.redis.expire(planKey(fingerprint), LEFT_S));
      // Whatever ended the experiment has been told already.
      await line.guard(Promise.all(left)).catch(() => undefined);
      line.close();
    },
  };
}

/** Sends the shards of a range, and waits until every one has come back as rows that can be believed. */
async function collect(
  line: Line,
  plan: Plan,
  fingerprint: string,
  range: RunRange,
  arrived: (rows: readonly Row[]) => void,
  tell: (sentence: string) => void,
): Promise<Row[]> {
  const found = new Map<number, readonly Row[]>(),
    believe = believer(line, plan),
    watch = droughtWatch(line, tell);
  let missing = shardsOf(plan, range).map((shard) => sentOf(fingerprint, shard)),
    renewed = -Infinity;
  // Failures of an earlier try: perhaps the workers have been mended since.
  await Promise.all((await failedAmong(line, missing)).map(({ id }) => line.queue.remove(id)));
  try {
    while (missing.length > 0) {
      const answered = await answeredAmong(line, missing);
      for (const sent of answered) {
        const rows = await believe(sent);
        found.set(sent.shard.from, rows);
        arrived(rows);
      }
      // Out of the queue, too, where one was put in again while its worker was done with it.
      await takeBack(line, answered);
      missing = missing.filter((sent) => !answered.includes(sent));
      await watch(answered.length > 0);
      if (performance.now() - renewed > RENEW_MS) {
        const [failed] = await failedAmong(line, missing);
        if (failed)
          throw new CannotPlay([
            `The workers at ${line.shown} cannot play ${inWords(failed.shard)}: ${brief(await reasonOf(line, failed))}.`,
          ]);
        await send(line, plan, fingerprint, missing);
        renewed = performance.now();
      }
      if (missing.length > 0) await sleep(LOOK_MS);
    }
  } catch (error) {
    // Where the line itself is gone there is nothing to take back.
    if (line.redis.status === 'ready') await takeBack(line, missing);
    throw error;
  }
  return [...found].sort(([one], [other]) => one - other).flatMap(([, rows]) => rows);
}

/** Words of someone else, fit for one line. */
const brief = (text: string): string => clean(text).replace(/\s+/g, ' ').slice(0, 300);
