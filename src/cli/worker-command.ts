import { Option, type Command } from 'commander';
import type { Io } from './io.ts';
import { milliseconds } from './options.ts';
import { PASSWORD_VARIABLE } from './queue/address.ts';
import { work, type WorkerSettings } from './worker.ts';

const HELP = `
Addresses are redis://HOST:PORT, within one machine or a private network, and rediss://HOST:PORT, which is encrypted, everywhere else.
A password goes in front of the host (rediss://:password@host), or into ${PASSWORD_VARIABLE}, where nobody reads it in a list of processes.
One worker plays one run at a time: start as many as there are cores. Ctrl+C, and SIGTERM, give the shard back and end it.
A worker takes shards of its own version only, checks every scenario as if it were a file, and reads and writes nothing but Redis.

Examples:
  redis-server --bind 127.0.0.1 --save ''                                     a queue on this machine
  cutover worker --queue redis://127.0.0.1:6379                               a worker; start another
  cutover compare scenario.yaml --runs 200 --queue redis://127.0.0.1:6379     and what they play`;

/** `cutover worker` */
export function addWorker(program: Command, io: Io, ended: (code: number) => void): void {
  program
    .command('worker')
    .description('play what cutover compare --queue puts into a queue on Redis, on this machine for another one')
    .requiredOption('--queue <address>', 'of Redis, such as redis://127.0.0.1:6379')
    .option('--idle <time>', 'end after so long without anything to play, such as 30s; never when left out', milliseconds)
    .addOption(
      new Option('--lock <time>', 'how long it may not be heard of before another worker gets its shard')
        .argParser(milliseconds)
        .default(30_000, '30s'),
    )
    .addHelpText('after', HELP)
    .action(async (options: WorkerSettings) => ended(await work(options, io)));
}
