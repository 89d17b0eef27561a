import { join } from 'node:path';
import { digestOf, inOrder, missingIn, rangesOf, runOf, writeResults, type Results } from '../../results/index.ts';
import { fingerprintOf, type Row } from '../../sim/index.ts';
import type { Executor } from '../executors/executor.ts';
import { makeFolder, namesIn, readRight, writeWhole } from './folder.ts';

/** Between two files, at first: so much is lost at most when the process is killed. */
const KEPT_MS = 250;
/** Of all the time so far that may be lost later on, so that a long experiment does not become thousands of files. */
const KEPT_SHARE = 0.01;

/**
 * Keeps rows as they arrive, a file every quarter of a second or so, and plays nothing that is kept already: who was interrupted goes on
 * where they were.
 * @param folder for the files of what is done
 * @param of everything that the files say beside their rows; those it has are not played either
 */
export function recorded(inner: Executor, folder: string, of: Results, tell: (sentence: string) => void): Executor {
  return {
    play: async (plan, range, arrived, ask) => {
      const kept = new Map([...of.rows, ...(await rowsKept(folder, of, tell))].map((row) => [runOf(plan, row), row]));
      const here = inOrder(
        plan,
        [...kept].flatMap(([run, row]) => (run >= range.from && run < range.to ? [row] : [])),
      );
      if (here.length > 0) arrived(here);
      const keeper = keeperIn(folder, of);
      const played: Row[] = [];
      try {
        for (const gap of missingIn(range, rangesOf(plan, here))) {
          const both = (rows: readonly Row[]): void => {
            keeper.add(rows);
            arrived(rows);
          };
          played.push(...(await inner.play(plan, gap, both, ask)));
        }
      } finally {
        await keeper.done();
      }
      return inOrder(plan, [...here, ...played]);
    },
    close: () => inner.close(),
  };
}

/** Rows of an earlier try. A file that is not right any more is told of, and its runs are played again. */
async function rowsKept(folder: string, { plan, tool }: Results, tell: (sentence: string) => void): Promise<Row[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.parquet')),
    fingerprint = fingerprintOf(plan),
    rows: Row[] = [];
  for (const name of names) {
    const results = await readRight(join(folder, name)).then(
      (read) => read.results,
      () => null,
    );
    if (results?.tool === tool && fingerprintOf(results.plan) === fingerprint) rows.push(...results.rows);
    else tell(`${join(folder, name)} is damaged; its runs are played again.`);
  }
  return [...new Map(rows.map((row) => [runOf(plan, row), row])).values()];
}

interface Keeper {
  /** @throws CannotPlay when nothing can be written any more */
  add(rows: readonly Row[]): void;
  /** Waits until all is written. @throws CannotPlay when it cannot be */
  done(): Promise<void>;
}

/** Writes files one after the other, while others play on. */
function keeperIn(folder: string, of: Results): Keeper {
  const began = performance.now();
  let waiting: Row[] = [],
    writing: Promise<void> | null = null,
    kept = began,
    broken: Error | null = null;
  const write = async (rows: readonly Row[]): Promise<void> => {
    await makeFolder(folder);
    // Named for what it says, so that whoever else writes there writes the same.
    const name = `${runOf(of.plan, rows[0]!)}-${(await digestOf(of.plan, rows)).slice(0, 12)}.parquet`;
    await writeWhole(join(folder, name), await writeResults({ ...of, rows }));
  };
  const next = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    kept = performance.now();
    await write(rows).catch((error: Error) => (broken = error));
    writing = null;
  };
  return {
    add(rows) {
      waiting.push(...rows);
      if (broken !== null) throw broken;
      const now = performance.now();
      if (writing === null && now - kept >= Math.max(KEPT_MS, KEPT_SHARE * (now - began))) writing = next();
    },
    async done() {
      await writing;
      if (waiting.length > 0 && broken === null) await next();
      if (broken !== null) throw broken;
    },
  };
}
