import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram, type Program } from './built-program.ts';
import { SMALL } from './run-main.ts';

/** Each test starts the program several times. */
const TIMEOUT = 120_000;

let program: Program, world: string;
beforeAll(async () => {
  program = await buildProgram();
  world = join(program.folder, 'world.yaml');
  writeFileSync(world, SMALL);
}, TIMEOUT);
afterAll(() => program.remove());

describe('--jobs', { timeout: TIMEOUT }, () => {
  test.each([
    ['compare --asserted', ['compare', 'W', '--asserted', '--runs', '2']],
    ['compare --detect', ['compare', 'W', '--detect', '5%', '--strategies', 'canary', '--runs', '2']],
    [
      'compare --within',
      ['compare', 'W', '--runs', '6', '--runs-most', '20', '--metrics', 'leadTime', '--within', 'leadTime=1%'],
    ],
    ['check', ['check', 'W', '--expect', 'leadTime <= 9s', '--runs', '6']],
    ['sweep', ['sweep', 'W', '--over', 'fleet.replicas=2,3', '--runs', '2']],
    ['a world that cannot be played', ['compare', 'W', '--asserted', '--runs', '2', '--set', 'horizon=25s']],
  ])('tells of %s what one thread tells', (_what, args) => {
    const words = args.map((word) => (word === 'W' ? world : word));
    const alone = program.run(words);
    expect(alone.stdout + alone.stderr).not.toBe('');
    expect(program.run([...words, '--jobs', '2'])).toEqual(alone);
  });

  test('an interrupt ends all threads at once, and what was written stays', async () => {
    const large = join(program.folder, 'large.yaml'),
      out = join(program.folder, 'interrupted'),
      parts = join(out, 'parts');
    writeFileSync(large, SMALL.replace('rate: 5/s, users: 20', 'rate: 400/s, users: 500'));
    const child = program.start(['compare', large, '--runs', '400', '--jobs', '2', '--out', out]);
    while (child.exitCode === null && !(existsSync(parts) && readdirSync(parts).some((name) => name.endsWith('.parquet'))))
      await sleep(10);
    child.kill('SIGINT');
    // A shell reports this as 130.
    expect(await new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGINT');
    expect(readdirSync(out).sort()).toEqual(['parts', 'plan.json']);
  });

  test('without the package it says so, and nothing else needs it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-')),
      file = join(folder, 'cutover.mjs');
    copyFileSync(program.file, file);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [file, 'compare', world, '--runs', '1', ...args], { encoding: 'utf8' });
    expect(run('--jobs', '2')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: '--jobs: the package piscina is not installed beside this program. Run npm install, or leave --jobs out.\n',
    });
    expect(run().status).toBe(0);
    rmSync(folder, { recursive: true });
  });
});
