import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { optionalDependencies, version } from '../../package.json';
import { SMALL } from './run-main.ts';

// The program as people start it: one file, its own process.
const folder = mkdtempSync(join(tmpdir(), 'cutover-'));
const program = join(folder, 'cutover.js');
const small = join(folder, 'small.yaml');

beforeAll(async () => {
  writeFileSync(small, SMALL);
  // Beside a package.json of our own kind, so that Node takes the file for a module.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await build({ mode: 'cli', logLevel: 'error', build: { outDir: folder, emptyOutDir: false } });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const cutover = (args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) => {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    input,
    encoding: 'utf8',
    env: { ...rest, ...env },
  });
  return { status, stdout, stderr };
};

test('the built program prints its version and runs a scenario', () => {
  expect(cutover(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  expect(cutover(['run', small])).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('Promoted: v2') as string,
  });
});

test('its exit code is 2 for bad usage and bad files, which are told on standard error', () => {
  expect(cutover(['run', 'no-such-file.yaml'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'no-such-file.yaml: no such file. Check the name and the folder.\n',
  });
  expect(cutover(['run'])).toMatchObject({ status: 2, stdout: '' });
});

test('it reads standard input', () => {
  expect(cutover(['run', '-', '--format', 'csv'], { input: SMALL }).stdout).toContain('"<stdin>","Small","1",');
});

test('a pipe gets no colour, unless it is forced, and NO_COLOR says no', () => {
  const hasColour = (env: Record<string, string>) => cutover(['run', small], { env }).stdout.includes('\x1b[');
  expect([hasColour({}), hasColour({ FORCE_COLOR: '1' }), hasColour({ NO_COLOR: '1' })]).toEqual([false, true, false]);
});

test('without the packages of the queue everything else works, and the queue says what to install', () => {
  expect(cutover(['worker', '--queue', 'redis://127.0.0.1:6379'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `--queue needs two packages that are not installed. Install them: npm install ${['bullmq', 'ioredis'].map((name) => `${name}@${optionalDependencies[name as 'bullmq' | 'ioredis']}`).join(' ')}\n`,
  });
});

test('a reader that goes away early is no error', async () => {
  const many = Array.from({ length: 30 }, () => small);
  const child = spawn(process.execPath, [program, 'run', ...many, '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
