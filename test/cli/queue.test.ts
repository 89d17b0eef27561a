import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { queueAt } from '../../src/cli/executors/queue.ts';
import { playHere } from '../../src/cli/executors/serial.ts';
import { answerText } from '../../src/cli/queue/answers.ts';
import { PREFIX, QUEUE, answerKey, planKey } from '../../src/cli/queue/keys.ts';
import { planText } from '../../src/cli/queue/plans.ts';
import { shardName, shardsOf } from '../../src/cli/queue/shards.ts';
import { fingerprintOf, parse, runsIn, strategyArms, type Plan, type Row } from '../../src/sim/index.ts';
import { buildProgram, type Program, type Running } from './program.ts';
import { findRedis, startRedis, type OwnRedis } from './redis.ts';
import { SMALL } from './run-main.ts';

const path = findRedis();
const suite = path === null ? describe.skip : describe;

/** Large enough that a shard takes a while, and small enough for a test. */
const WORLD = SMALL.replace('rate: 5/s', 'rate: 100/s');
const ROWS = ['--strategies', 'rolling,recreate', '--runs', '100', '--format', 'json'];
const PLAN: Plan = {
  title: 'Small',
  root: 1,
  replications: 100,
  arms: strategyArms(parse(SMALL, { file: 'small' }).source, ['rolling', 'recreate']),
};
const TIMEOUT = 60_000;

suite(path === null ? 'the queue (SKIPPED: there is no redis-server here)' : 'the queue', () => {
  let program: Program, redis: OwnRedis, client: Redis, queue: Queue, world: string, expected: string;

  beforeAll(async () => {
    program = await buildProgram();
    world = join(program.folder, 'world.yaml');
    writeFileSync(world, WORLD);
    const alone = await program.start(['compare', world, ...ROWS]).ended;
    expect(alone).toMatchObject({ code: 0, err: '' });
    expected = alone.out;
  }, TIMEOUT);
  afterAll(() => program.remove());

  beforeEach(async () => {
    redis = await startRedis(path!);
    client = new Redis(redis.port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => null });
    client.on('error', () => undefined);
    queue = new Queue(QUEUE, { connection: client, prefix: PREFIX });
    queue.on('error', () => undefined);
  });
  afterEach(async () => {
    client.disconnect();
    await redis.kill();
  });

  const worker = (...more: string[]): Running => program.start(['worker', '--queue', redis.address, '--lock', '2s', ...more]);
  const compare = (): Running => program.start(['compare', world, ...ROWS, '--queue', redis.address]);

  /** Freezes a worker while a shard is its own and not answered yet; the runs of that shard. */
  async function frozenInShard(one: Running): Promise<string> {
    for (let from = 0; ;) {
      const [line, runs] = await one.says(/plays (runs \d+ to \d+) of \d+\n/, from);
      one.signal('SIGSTOP');
      // What it had sent before it froze arrives.
      await sleep(100);
      from = one.said().indexOf(line!, from) + line!.length;
      const isLast = !one.said().slice(from).includes('plays');
      const own = (await queue.getActive()).find(({ processedBy }) => processedBy?.endsWith(`-${one.pid}`));
      if (isLast && own !== undefined && (await client.exists(answerKey(own.id!))) === 0) return runs!;
      one.signal('SIGCONT');
    }
  }

  test(
    'two workers give what one process gives, byte for byte, though one is killed in the midst of a shard',
    async () => {
      const [first, second] = [worker(), worker()];
      await Promise.all([first.says(/waits/), second.says(/waits/)]);
      const coordinator = compare();
      const lost = await frozenInShard(first);
      first.signal('SIGKILL');
      const { code, out, err } = await coordinator.ended;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toBe(expected);
      // The shard was begun by the one and played by the other.
      expect(second.said()).toContain(`plays ${lost} of 200\n`);
      expect(await client.keys('cutover:rows:*')).toEqual([]);
    },
    TIMEOUT,
  );

  test(
    'what an interrupted experiment has had played is not played again',
    async () => {
      const interrupted = compare();
      await until(async () => (await queue.getWaitingCount()) > 0);
      interrupted.signal('SIGKILL');
      // All shards are played with nobody waiting for them; then nobody is there to play.
      expect((await worker('--idle', '1s').ended).code).toBe(0);
      expect(await queue.getJobCountByTypes('waiting', 'active', 'failed')).toBe(0);
      expect(await compare().ended).toEqual({ code: 0, out: expected, err: '' });
    },
    TIMEOUT,
  );

  test(
    'a worker that is told to stop gives its shard back',
    // A machine may let it finish the shard between waking up and hearing that it should stop; then there is nothing to give back, and it is frozen again.
    { timeout: TIMEOUT, retry: 2 },
    async () => {
      const stopped = worker(),
        coordinator = compare();
      const runs = await frozenInShard(stopped);
      stopped.signal('SIGTERM');
      stopped.signal('SIGCONT');
      const { code, err } = await stopped.ended;
      expect(code).toBe(0);
      expect(err).toContain(`gives ${runs} back\n`);
      const other = worker('--idle', '1s');
      expect((await coordinator.ended).out).toBe(expected);
      expect((await other.ended).err).toContain(`plays ${runs} of 200\n`);
    },
  );

  test(
    'a worker of another version never sees the shards, and one is told that nobody is there',
    async () => {
      const other = program.start(['worker', '--queue', redis.address], program.asVersion('9.9.9')),
        coordinator = compare();
      await other.says(/Cutover 9\.9\.9 waits/);
      await coordinator.says(/No worker of this version of Cutover is at redis:\/\/127\.0\.0\.1:\d+\. Start one/);
      expect(other.said()).not.toContain('plays');
      expect(await queue.getWorkersCount()).toBe(0);
      await worker().says(/waits/);
      expect(await queue.getWorkersCount()).toBe(1);
      expect((await coordinator.ended).out).toBe(expected);
      expect(other.said()).not.toContain('plays');
    },
    TIMEOUT,
  );

  test(
    'when Redis dies, the one who waits and the one who plays say so in one sentence, and end with 2',
    async () => {
      const one = worker(),
        coordinator = compare();
      await one.says(/plays/);
      await redis.kill();
      const [waited, played] = await Promise.all([coordinator.ended, one.ended]);
      expect(waited).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(/^The queue at redis:\/\/\S+ is gone, in the midst of it\. .*\n$/) as string,
      });
      expect(played.code).toBe(2);
      expect(played.err).toMatch(/\nThe queue at redis:\/\/\S+ is gone, in the midst of it\. .*\n$/);
    },
    TIMEOUT,
  );

  test(
    'a worker refuses what is no honest shard, says why, and lives on',
    async () => {
      const print = fingerprintOf(PLAN),
        liar = 'f'.repeat(16);
      await client.set(planKey(print), planText(PLAN));
      await client.set(planKey(liar), planText(PLAN));
      await client.set(planKey('0'.repeat(16)), '{"root":1,"replications":1,"arms":[{"id":"a","source":{"horizon":"forever"}}]}');
      const jobs: [string, unknown][] = [
        [`${'a'.repeat(16)}-0-1`, { plan: 'a'.repeat(16), from: 0, to: 1 }],
        [`${liar}-0-1`, { plan: liar, from: 0, to: 1 }],
        [`${'0'.repeat(16)}-0-1`, { plan: '0'.repeat(16), from: 0, to: 1 }],
        [`${print}-199-201`, { plan: print, from: 199, to: 201 }],
        [`${print}-0-200000000`, { plan: print, from: 0, to: 200_000_000 }],
        [`${print}-5-5`, { plan: print, from: 5, to: 5 }],
        [`${print}-0-2`, { plan: print, from: 0, to: 1 }],
        [`${print}-0-1.5`, { plan: print, from: 0, to: 1.5 }],
        ['../../etc/passwd', { plan: '../../etc/passwd', from: 0, to: 1 }],
        ['a\u001b[2J', ['nothing']],
        ['broken', {}],
        ['large', 'x'.repeat(5_000_000)],
      ];
      await queue.addBulk(jobs.map(([jobId, data]) => ({ name: 'shard', data, opts: { jobId, attempts: 3 } })));
      await client.hset(queue.toKey('broken'), 'data', '{');
      const { code, err } = await worker('--idle', '1s').ended;
      expect(code).toBe(0);
      expect(err).toContain('leaves something alone that is no shard at all\n');
      expect(err).not.toMatch(/plays|\u001b/);
      const failed = await queue.getFailed();
      const reasons = failed.map(({ id, failedReason }) => [
        id!.replace(print, 'print').replace(/(.)\1{15}/, '$1…'),
        failedReason.replace(/: .*/s, ': …'),
      ]);
      expect(Object.fromEntries(reasons)).toEqual({
        'a…-0-1': 'there is no plan of that name',
        'f…-0-1': 'its plan has another fingerprint',
        '0…-0-1': 'its plan holds no scenario: …',
        'print-199-201': 'its plan has no such runs',
        'print-0-200000000': 'its plan has no such runs',
        'print-5-5': 'its plan has no such runs',
        'print-0-2': 'its name is not that of its runs',
        'print-0-1.5': 'it names no runs',
        '../../etc/passwd': 'it names no plan',
        'a\u001b[2J': 'it names no plan',
        large: 'it names no plan',
      });
    },
    TIMEOUT,
  );

  test('a database that there is not is told, and not taken for the first', async () => {
    const { code, err } = await program.start(['worker', '--queue', `${redis.address}/99`, '--idle', '1s']).ended;
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^--queue: redis:\S+\/99 has no such database \(.+\)\. Leave its number out\.\n$/),
    ]);
  });

  describe('rows that cannot be right are refused, and nothing is left of the experiment', () => {
    const range = { from: 0, to: runsIn(PLAN) },
      [first] = shardsOf(PLAN, range),
      honest = playHere(PLAN, first!);

    const altered = (change: (row: Row) => unknown) => JSON.stringify({ by: 'mallory', rows: honest.map(change) });

    test.each<[string, string, string]>([
      [
        'a value that is not true',
        altered((row) => ({ ...row, values: row.values.map((value) => value ?? 1) })),
        'comes out otherwise when it is played here',
      ],
      [
        'a run that is there twice',
        JSON.stringify({ by: 'mallory', rows: [honest[0], ...honest.slice(0, -1)] }),
        'the place of run 2 is wrong',
      ],
      [
        'a run too few',
        JSON.stringify({ by: 'mallory', rows: honest.slice(1) }),
        `it has ${honest.length - 1} rows, not ${honest.length}`,
      ],
      ['another seed', altered((row) => ({ ...row, seed: row.seed + 1 })), 'the seed of run 1 is wrong'],
      ['an outcome that there is not', altered((row) => ({ ...row, outcome: 'toString' })), 'the outcome of run 1 is wrong'],
      [
        'metrics of another version',
        altered((row) => ({ ...row, values: row.values.slice(1) })),
        'the list of values of run 1 is wrong',
      ],
      [
        'a number that is none',
        altered((row) => ({ ...row, values: row.values.map(() => '1e999') })),
        'the list of values of run 1 is wrong',
      ],
      ['something else', 'hello', 'it is no answer'],
      ['far too much', 'x'.repeat(2_000_000), 'it is too long'],
      [
        'a complaint that is not true',
        answerText({ by: 'mallory', of: { cannot: 3 } }),
        'run 4 can be played, and it says that it cannot',
      ],
    ])('%s', async (_what, answer, why) => {
      await client.set(answerKey(shardName(fingerprintOf(PLAN), first!)), answer);
      const executor = queueAt(redis.address);
      await expect(executor.play(PLAN, range, () => undefined)).rejects.toThrow(why);
      await executor.close();
      expect(await client.keys('cutover:rows:*')).toEqual([]);
      expect(await queue.getJobCountByTypes('waiting', 'active', 'failed')).toBe(0);
    });
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
