import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** The built program in a folder of its own. */
export interface Program {
  folder: string;
  file: string;
  /** Waits for it to end. */
  run(args: string[]): { status: number | null; stdout: string; stderr: string };
  /** Leaves it running. */
  start(args: string[]): ChildProcess;
  remove(): void;
}

/** Builds the program where it finds the packages that it does not have in its one file: below `node_modules`. */
export async function buildProgram(): Promise<Program> {
  const cache = join('node_modules', '.cache', 'cutover');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'test-')),
    file = join(folder, 'cutover.js');
  // Beside a package.json of our own kind, so that Node takes the file for a module.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await build({ mode: 'cli', logLevel: 'error', build: { outDir: folder, emptyOutDir: false } });
  return {
    folder,
    file,
    run: (args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
      return { status, stdout, stderr };
    },
    start: (args) => spawn(process.execPath, [file, ...args], { stdio: 'ignore' }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
