import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readResults, sha256Of, writeResults, type Results } from '../../src/results/index.ts';
import { buildProgram, type Program } from './built-program.ts';
import { SMALL } from './run-main.ts';

// One experiment, played in every way there is: on one thread and on two, in one piece and in three, at once and with a death in between.
/** Each test starts the program several times. */
const TIMEOUT = 120_000;

let program: Program, world: string, large: string;
const RUNS = ['--runs', '12'];

beforeAll(async () => {
  program = await buildProgram();
  world = join(program.folder, 'world.yaml');
  large = join(program.folder, 'large.yaml');
  writeFileSync(world, SMALL);
  // Long enough to be killed in the middle of it.
  writeFileSync(large, SMALL.replace('rate: 5/s, users: 20', 'rate: 400/s, users: 500'));
}, TIMEOUT);
afterAll(() => program.remove());

const dir = (name: string): string => join(program.folder, name);
const sha256 = (...path: string[]): Promise<string> => sha256Of(new Uint8Array(readFileSync(join(program.folder, ...path))));
const resultsIn = (...path: string[]): Promise<Results> =>
  readResults(new Uint8Array(readFileSync(join(program.folder, ...path))));
const digest = (name: string): string =>
  (JSON.parse(readFileSync(join(dir(name), 'manifest.json'), 'utf8')) as { digest: string }).digest;

describe('serial, threads, shards and a second try', { timeout: TIMEOUT }, () => {
  test('give the same file, the same digest and the same table', async () => {
    const plain = program.run(['compare', world, ...RUNS]);
    expect(plain).toMatchObject({ status: 0, stderr: '' });
    const serial = program.run(['compare', world, ...RUNS, '--out', dir('serial')]);
    const threads = program.run(['compare', world, ...RUNS, '--out', dir('threads'), '--jobs', '2']);
    for (const shard of ['3/3', '1/3', '2/3']) {
      const jobs = shard === '2/3' ? ['--jobs', '2'] : [];
      expect(program.run(['compare', world, ...RUNS, '--out', dir('shards'), '--shard', shard, ...jobs])).toMatchObject({
        status: 0,
        stdout: '',
        stderr: expect.stringContaining(`written: shard ${shard}, runs`) as string,
      });
    }
    const merged = program.run(['merge', dir('shards')]);
    const again = program.run(['compare', join(dir('serial'), 'runs.parquet')]);
    expect([serial, threads, merged, again].map(({ status, stdout }) => [status, stdout])).toEqual(
      Array(4).fill([0, plain.stdout]),
    );

    const whole = await sha256('serial', 'runs.parquet');
    expect(await sha256('threads', 'runs.parquet')).toBe(whole);
    expect(await sha256('shards', 'runs.parquet')).toBe(whole);
    expect([digest('threads'), digest('shards')]).toEqual([digest('serial'), digest('serial')]);
    expect(serial.stderr).toContain(`has all 48 runs; digest ${digest('serial')}`);
    expect(readdirSync(dir('serial')).sort()).toEqual(['manifest.json', 'plan.json', 'runs.parquet']);
  });

  test('a manifest has the digests of the files beside it', async () => {
    const { files } = JSON.parse(readFileSync(join(dir('shards'), 'manifest.json'), 'utf8')) as {
      files: { name: string; sha256: string; rows: number; runs: number[][] }[];
    };
    expect(files.map(({ name, rows, runs }) => [name, rows, runs])).toEqual([
      ['runs.parquet', 48, [[0, 48]]],
      ['shard-1-of-3.parquet', 16, [[0, 16]]],
      ['shard-2-of-3.parquet', 16, [[16, 32]]],
      ['shard-3-of-3.parquet', 16, [[32, 48]]],
    ]);
    for (const { name, sha256: said } of files) expect(await sha256('shards', name)).toBe(said);
  });

  test('what was killed goes on where it was, and plays only the rest', async () => {
    const args = ['compare', large, '--strategies', 'rolling,recreate', '--runs', '30', '--out'];
    const first = program.start([...args, dir('killed')]);
    const parts = join(dir('killed'), 'parts');
    const isKept = (): boolean => existsSync(parts) && readdirSync(parts).some((name) => name.endsWith('.parquet'));
    while (!isKept() && first.exitCode === null) await sleep(10);
    first.kill('SIGKILL');
    await new Promise((resolve) => first.once('exit', resolve));
    expect(existsSync(join(dir('killed'), 'runs.parquet'))).toBe(false);

    const kept = readdirSync(parts).filter((name) => name.endsWith('.parquet')),
      held = (await Promise.all(kept.map((name) => resultsIn('killed', 'parts', name)))).flatMap(({ rows }) => rows);
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(60);

    // Rows that are kept are not played again: a mark that is left in one of them is still there in the end.
    cpSync(dir('killed'), dir('marked'), { recursive: true });
    const part = await resultsIn('marked', 'parts', kept[0]!),
      marked = { ...part.rows[0]!, values: part.rows[0]!.values.with(0, 123_456) };
    writeFileSync(join(dir('marked'), 'parts', kept[0]!), await writeResults({ ...part, rows: part.rows.with(0, marked) }));
    expect(program.run([...args, dir('marked')]).status).toBe(0);
    expect((await resultsIn('marked', 'runs.parquet')).rows.filter(({ values }) => values[0] === 123_456)).toEqual([marked]);

    expect(program.run([...args, dir('killed'), '--jobs', '2']).status).toBe(0);
    expect(program.run([...args, dir('unharmed')]).status).toBe(0);
    expect(await sha256('killed', 'runs.parquet')).toBe(await sha256('unharmed', 'runs.parquet'));
    expect(digest('killed')).toBe(digest('unharmed'));
    expect(existsSync(parts)).toBe(false);
  });
});
