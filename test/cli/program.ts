import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { version } from '../../package.json';

/** One process of the built program. */
export interface Running {
  pid: number;
  /** What it has said on standard error so far. */
  said(): string;
  /** The first match on standard error from a place on; fails when it ends without. */
  says(pattern: RegExp, from?: number): Promise<RegExpExecArray>;
  signal(signal: NodeJS.Signals): void;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

/** The program as people have it, in a folder of its own, with the packages it may load. */
export interface Program {
  folder: string;
  start(args: readonly string[], file?: string): Running;
  /** Writes a copy of the program that says it is another version. */
  asVersion(other: string): string;
  /** Ends what still runs, and removes the folder. */
  remove(): Promise<void>;
}

export async function buildProgram(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-')),
    program = join(folder, 'cutover.js'),
    running = new Set<Running>();
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  await build({ mode: 'cli', logLevel: 'error', build: { outDir: folder, emptyOutDir: false } });
  return {
    folder,
    start: (args, file = program) => {
      const one = start(file, args);
      running.add(one);
      void one.ended.then(() => running.delete(one));
      return one;
    },
    asVersion: (other) => {
      const copy = join(folder, `cutover-${other}.js`),
        code = readFileSync(program, 'utf8');
      if (!code.includes(version)) throw new Error('the program does not hold its version');
      writeFileSync(copy, code.replaceAll(version, other));
      return copy;
    },
    remove: async () => {
      for (const one of running) one.signal('SIGKILL');
      await Promise.all([...running].map(({ ended }) => ended));
      rmSync(folder, { recursive: true });
    },
  };
}

function start(file: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  const heard = new Set<() => void>();
  const hear = (): void => {
    for (const listener of heard) listener();
  };
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    hear();
  });
  let isOver = false;
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => {
      isOver = true;
      hear();
      resolve({ code, out, err });
    }),
  );
  return {
    pid: child.pid!,
    said: () => err,
    says: (pattern, from = 0) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(err.slice(from));
          if (match === null && !isOver) return;
          heard.delete(look);
          if (match === null) reject(new Error(`ended without saying ${pattern.source}, but:\n${err}`));
          else resolve(match);
        };
        heard.add(look);
        look();
      }),
    signal: (signal) => void child.kill(signal),
    ended,
  };
}
