import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from '../../sim/index.ts';
import {
  inOrder,
  manifestOf,
  pairs,
  rangesOf,
  runOf,
  sha256Of,
  writeResults,
  type ManifestFile,
  type Results,
} from '../../results/index.ts';
import { clean } from '../clean.ts';
import { CannotPlay } from '../trouble.ts';
import { NAMES, isShard, namesIn, readIfThere, readRight, removeFolder, writeWhole } from './folder.ts';

/** A file of results, with what a manifest says about it. */
export interface Kept {
  results: Results;
  file: ManifestFile;
}

/** @throws CannotPlay for a file that is not there, or not right */
export async function keptIn(folder: string, name: string): Promise<Kept> {
  const { results, sha256, bytes } = await readRight(join(folder, name));
  return { results, file: fileOf(name, results, sha256, bytes) };
}

const fileOf = (name: string, { plan, rows }: Results, sha256: string, bytes: number): ManifestFile => ({
  ...{ name, sha256, bytes, rows: rows.length },
  runs: pairs(rangesOf(plan, rows)),
});

/** A line as `sha256sum --check` reads it. */
export const checkOf = (sha256: string, name: string): string => `${sha256}  ${name}\n`;

/** Every shard that a folder has, in order. @throws CannotPlay for one that is not right, or not what its `.sha256` says */
export async function shardsIn(folder: string): Promise<Kept[]> {
  const shards: Kept[] = [];
  for (const name of (await namesIn(folder)).filter(isShard)) {
    const kept = await keptIn(folder, name),
      check = await readFile(join(folder, `${name}.sha256`), 'utf8').catch(() => null);
    if (check !== null && check !== checkOf(kept.file.sha256, name))
      throw new CannotPlay([
        clean(
          `${join(folder, name)}: its bytes are not those of ${name}.sha256. Copy both again, or remove both and play the shard again.`,
        ),
      ]);
    shards.push(kept);
  }
  return shards;
}

/**
 * What a folder has of a plan already, in whole files: nothing of it has to be played.
 * @param nothing the results, without rows
 * @throws CannotPlay for a file that is not right, or of another plan or version
 */
export async function heldIn(folder: string, nothing: Results): Promise<Results> {
  const { plan, tool } = nothing,
    whole = await readIfThere(join(folder, NAMES.runs)),
    held = whole === null ? (await shardsIn(folder)).map(({ results }) => results) : [whole.results];
  if (held.some((results) => results.tool !== tool || fingerprintOf(results.plan) !== fingerprintOf(plan)))
    throw new CannotPlay([clean(`${folder}: it has files of another plan or version beside its own. Name another folder.`)]);
  const rows = new Map(held.flatMap((results) => results.rows).map((row) => [runOf(plan, row), row]));
  return { ...nothing, rows: inOrder(plan, [...rows.values()]) };
}

/**
 * Writes all rows of a plan as one file, and the manifest of the folder.
 * @returns the digest of what the rows say
 */
export async function keepWhole(folder: string, results: Results, shards: readonly ManifestFile[]): Promise<string> {
  const bytes = await writeResults(results);
  await writeWhole(join(folder, NAMES.runs), bytes);
  const whole = fileOf(NAMES.runs, results, await sha256Of(bytes), bytes.length),
    manifest = await manifestOf(results, [whole, ...shards], `Node.js ${process.version}, ${process.platform} ${process.arch}`);
  await writeWhole(join(folder, NAMES.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
  // Everything is in the one file now.
  await removeFolder(join(folder, NAMES.parts(null)));
  return manifest.digest;
}
