import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MISSING =
  'The tests of the queue need redis-server: install it (Debian: apt-get install redis-server) or set REDIS_SERVER to one.';

/** The redis-server of this machine: the one named by REDIS_SERVER, or the one on the path. Null, told loudly, when there is none. */
export function findRedis(): string | null {
  const path = process.env.REDIS_SERVER ?? 'redis-server';
  if (spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0) return path;
  // Who checks a change wants to know that nothing was left out.
  if (process.env.CI) throw new Error(MISSING);
  console.warn(`\n${MISSING} They are skipped.\n`);
  return null;
}

/** A Redis of our own: on loopback, on a free port, keeping nothing. */
export interface OwnRedis {
  port: number;
  address: string;
  /** Ends it as a fault would: at once. */
  kill(): Promise<void>;
}

export async function startRedis(path: string): Promise<OwnRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-redis-')),
    port = await freePort();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
  });
  return {
    port,
    address: `redis://127.0.0.1:${port}`,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
