import { format, runsIn, type Plan, type Row, type RunRange } from '../sim/index.ts';
import type { Executor } from './executors/executor.ts';
import { poolOf } from './executors/pool.ts';
import { queueAt } from './executors/queue.ts';
import { serial } from './executors/serial.ts';
import { EXIT, type Io } from './io.ts';
import { tellTrouble } from './trouble.ts';

/** Between two lines about the progress. */
const TOLD_MS = 100;

/** What every command that plays an experiment is told about how. */
export interface PlaySettings {
  /** Runs of each arm. */
  runs: number;
  root: number;
  /** Threads that play; 1, and the program's own, when left out. */
  jobs?: number;
  /** Address of the Redis whose workers play instead. */
  queue?: string;
}

/** Where the runs of a command are played. */
export const executorOf = ({ jobs = 1, queue }: PlaySettings): Executor =>
  queue !== undefined ? queueAt(queue) : jobs > 1 ? poolOf(jobs) : serial;

/**
 * Lends a command the executor that it was asked to play on, and takes it back however the command ends.
 * @param name under which the reader knows what is played
 * @returns the exit code, after telling what cannot be played
 */
export async function playing(
  settings: PlaySettings,
  name: string,
  io: Io,
  command: (executor: Executor) => Promise<void>,
): Promise<number> {
  const executor = executorOf(settings);
  try {
    await command(executor);
    return EXIT.fine;
  } catch (error) {
    tellTrouble(error, name, io);
    return EXIT.badInput;
  } finally {
    await executor.close();
  }
}

/**
 * Plays a plan, or some of it, and tells how far it is.
 * @param most runs that there may be in the end, where it is more than this range
 * @throws CannotPlay
 */
export async function playPlan(
  plan: Plan,
  executor: Executor,
  io: Io,
  range: RunRange = { from: 0, to: runsIn(plan) },
  most = range.to,
): Promise<Row[]> {
  const began = io.now();
  let told = began,
    done = 0;
  try {
    const arrived = (rows: readonly Row[]): void => {
      done += rows.length;
      if (io.now() - told < TOLD_MS) return;
      told = io.now();
      const left = ((told - began) / done) * (most - range.from - done),
        atMost = most > range.to ? 'at most ' : '';
      io.progress?.(`${range.from + done} of ${atMost}${format.plural(most, 'run')}, ${toGo(left)} to go`);
    };
    return await executor.play(plan, range, arrived, (sentence) => {
      io.progress?.('');
      io.err(`${sentence}\n`);
    });
  } finally {
    io.progress?.('');
  }
}

/** Milliseconds in words that do not flicker. */
const toGo = (left: number): string => (left < 60_000 ? 'under a minute' : format.plural(Math.ceil(left / 60_000), 'minute'));
