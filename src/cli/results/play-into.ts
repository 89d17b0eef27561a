import { join } from 'node:path';
import { fingerprintOf, runsIn, shardOf } from '../../sim/index.ts';
import { inWords, sha256Of, shardText, writeResults, type Results } from '../../results/index.ts';
import { clean } from '../clean.ts';
import type { Executor } from '../executors/executor.ts';
import { playPlan } from '../experiment.ts';
import type { Io } from '../io.ts';
import { CannotPlay } from '../trouble.ts';
import { NAMES, readIfThere, removeFolder, takeFolder, writeWhole } from './folder.ts';
import { checkOf, heldIn, keepWhole } from './keep.ts';
import { recorded } from './recorded.ts';

/**
 * Plays a plan into a folder: everything that is done lies there soon after, and what lies there is not played again.
 * @param nothing the results, without rows
 * @throws CannotPlay also for a folder that holds another plan, or cannot be written
 */
export async function playInto(folder: string, nothing: Results, executor: Executor, io: Io): Promise<Results> {
  await takeFolder(folder, nothing.plan, nothing.tool);
  const held = await heldIn(folder, nothing),
    recording = recorded(executor, join(folder, NAMES.parts(null)), held, teller(io)),
    results = { ...nothing, rows: await playPlan(nothing.plan, recording, io) };
  const digest = await keepWhole(folder, results, []);
  io.err(`${clean(join(folder, NAMES.runs))} has all ${results.rows.length} runs; digest ${digest}\n`);
  return results;
}

/**
 * Plays one shard of a plan into a folder, and nothing when it is there already.
 * @param nothing the results, without rows, with the shard
 * @throws CannotPlay also for a folder that holds another plan, or cannot be written
 */
export async function playShardInto(folder: string, nothing: Results, executor: Executor, io: Io): Promise<void> {
  const shard = nothing.shard!,
    range = shardOf(nothing.plan, shard.index, shard.count),
    place = join(folder, NAMES.shard(shard)),
    of = `shard ${shardText(shard)}, ${range.to === range.from ? 'no runs' : inWords(range)} of ${runsIn(nothing.plan)}`;
  await takeFolder(folder, nothing.plan, nothing.tool);
  if (await isThere(place, nothing, range.to - range.from, io)) {
    io.err(`${clean(place)} is there already: ${of}\n`);
    return;
  }
  const parts = join(folder, NAMES.parts(shard)),
    rows = await playPlan(nothing.plan, recorded(executor, parts, nothing, teller(io)), io, range),
    bytes = await writeResults({ ...nothing, rows });
  await writeWhole(place, bytes);
  await writeWhole(`${place}.sha256`, checkOf(await sha256Of(bytes), NAMES.shard(shard)));
  await removeFolder(parts);
  io.err(`${clean(place)} written: ${of}\n`);
}

/** Whether a shard has been played; one that is not right any more is told of, and played again. */
async function isThere(place: string, { plan, tool }: Results, runs: number, io: Io): Promise<boolean> {
  try {
    const found = (await readIfThere(place))?.results;
    return found?.rows.length === runs && found.tool === tool && fingerprintOf(found.plan) === fingerprintOf(plan);
  } catch (error) {
    if (!(error instanceof CannotPlay)) throw error;
    teller(io)(`${place} is damaged; its runs are played again.`);
    return false;
  }
}

const teller =
  (io: Io) =>
  (sentence: string): void => {
    io.progress?.('');
    io.err(`${clean(sentence)}\n`);
  };
