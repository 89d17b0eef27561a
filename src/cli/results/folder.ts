import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf, type Plan } from '../../sim/index.ts';
import { BYTES_MAX, ResultsProblem, readResults, sha256Of, type Results, type Shard } from '../../results/index.ts';
import { clean } from '../clean.ts';
import { CannotPlay } from '../trouble.ts';

/** What all files of a folder are called. */
export const NAMES = {
  runs: 'runs.parquet',
  manifest: 'manifest.json',
  plan: 'plan.json',
  shard: ({ index, count }: Shard): string => `shard-${index}-of-${count}.parquet`,
  /** Where what is done lies until all of it is. */
  parts: (shard: Shard | null): string => (shard === null ? 'parts' : `parts-${shard.index}-of-${shard.count}`),
};

export const isShard = (name: string): boolean => /^shard-\d+-of-\d+\.parquet$/.test(name);

const PLAN_SCHEMA = 'cutover.plan/1';

/** Something about a folder or a file in it that keeps it from being used. */
const trouble = (place: string, why: string): CannotPlay => new CannotPlay([clean(`${place}: ${why}`).replace(/\n/g, ' ')]);

/** @throws CannotPlay instead of what the file system says, for what it says about files that people named */
async function about<T>(place: string, doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof ResultsProblem) throw trouble(place, error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw trouble(place, REASONS[code] ?? `cannot be used: ${code}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there. Check the name.',
  ENOTDIR: 'is no folder.',
  EISDIR: 'is a folder.',
  EEXIST: 'is no folder.',
  EACCES: 'may not be used. Check its permissions.',
  EROFS: 'may not be written: the disk is read-only.',
  ENOSPC: 'cannot be written: the disk is full.',
};

/** Writes a file so that whoever reads it finds all of it or nothing, whenever this process ends. */
export async function writeWhole(place: string, content: Uint8Array | string): Promise<void> {
  const beside = `${place}.${process.pid}.tmp`;
  await about(
    place,
    writeFile(beside, content).then(() => rename(beside, place)),
  );
}

/** @returns null where there is no such file @throws CannotPlay for one that is not right */
export async function readIfThere(place: string): Promise<{ results: Results; sha256: string; bytes: number } | null> {
  const bytes = await about(place, bytesOf(place));
  if (bytes === null) return null;
  return { results: await about(place, readResults(bytes)), sha256: await sha256Of(bytes), bytes: bytes.length };
}

/** @throws CannotPlay for a file that is not there, or not right */
export async function readRight(place: string): Promise<{ results: Results; sha256: string; bytes: number }> {
  const read = await readIfThere(place);
  if (read === null) throw trouble(place, REASONS['ENOENT']!);
  return read;
}

/** A file that is too large for what it should be is not read. */
async function bytesOf(place: string): Promise<Uint8Array | null> {
  try {
    const handle = await open(place);
    try {
      if ((await handle.stat()).size > BYTES_MAX)
        throw new ResultsProblem(`it is larger than ${BYTES_MAX / 1024 / 1024} MB; no results of ours are.`);
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Names in a folder, in order; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    return about(folder, Promise.reject(error as Error));
  }
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Makes a folder, and all above it. */
export const makeFolder = async (folder: string): Promise<void> => void (await about(folder, mkdir(folder, { recursive: true })));

/**
 * Takes a folder for a plan, and for this version: what another one plays does not go together with it.
 * @throws CannotPlay for a folder that has been taken for another
 */
export async function takeFolder(folder: string, plan: Plan, tool: string): Promise<void> {
  await makeFolder(folder);
  const place = join(folder, NAMES.plan),
    fingerprint = fingerprintOf(plan);
  const text = await readFile(place, 'utf8').catch(() => null);
  if (text === null) {
    const mark = { schema: PLAN_SCHEMA, tool, fingerprint, title: plan.title, replications: plan.replications, root: plan.root };
    return writeWhole(place, `${JSON.stringify(mark, null, 2)}\n`);
  }
  const found = markIn(text);
  if (found === null) throw trouble(place, `is not what Cutover wrote. Name another folder.`);
  if (found.fingerprint !== fingerprint)
    throw trouble(
      folder,
      `holds the results of another plan (${found.title}): its scenarios, rows, --runs or --root are others. Name another folder, or repeat the command that began this one.`,
    );
  if (found.tool !== tool)
    throw trouble(folder, `was begun by ${found.tool}, and this is ${tool}. Go on with that version, or name another folder.`);
}

function markIn(text: string): { tool: string; fingerprint: string; title: string } | null {
  try {
    const { schema, tool, fingerprint, title } = JSON.parse(text) as Record<string, unknown>;
    if (schema !== PLAN_SCHEMA || typeof tool !== 'string' || typeof fingerprint !== 'string') return null;
    return { tool: tool.slice(0, 60), fingerprint, title: String(title).slice(0, 60) };
  } catch {
    return null;
  }
}
