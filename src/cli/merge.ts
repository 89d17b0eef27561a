import { join } from 'node:path';
import { ResultsProblem, mergeOf } from '../results/index.ts';
import { clean } from './clean.ts';
import { complaintsAboutReport, hasReference, tellComparison, type ReportSettings } from './compare-report.ts';
import { EXIT, type Io } from './io.ts';
import { NAMES, takeFolder } from './results/folder.ts';
import { keepWhole, shardsIn } from './results/keep.ts';
import { CannotPlay, tellTrouble } from './trouble.ts';

/** Puts the shards of a folder together to the file that one machine would have written, and prints the comparison. */
export async function mergeFolder(folder: string, settings: ReportSettings, io: Io): Promise<number> {
  const complaints = complaintsAboutReport(settings);
  for (const complaint of complaints) io.err(`${clean(complaint)}\n`);
  if (complaints.length > 0) return EXIT.badInput;
  try {
    const shards = await shardsIn(folder),
      results = merged(folder, shards);
    await takeFolder(folder, results.plan, results.tool);
    if (!hasReference(results.plan, settings, io)) return EXIT.badInput;
    const digest = await keepWhole(
      folder,
      results,
      shards.map(({ file }) => file),
    );
    tellComparison(results, settings, null, io);
    io.err(
      `${clean(join(folder, NAMES.runs))} has all ${results.rows.length} runs of ${shards.length} shards; digest ${digest}\n`,
    );
    return EXIT.fine;
  } catch (error) {
    tellTrouble(error, '', io);
    return EXIT.badInput;
  }
}

/** @throws CannotPlay where they do not fit together */
function merged(folder: string, shards: Awaited<ReturnType<typeof shardsIn>>): ReturnType<typeof mergeOf> {
  try {
    return mergeOf(shards.map(({ file, results }) => ({ name: file.name, results })));
  } catch (error) {
    if (error instanceof ResultsProblem) throw new CannotPlay([clean(`${folder}: ${error.message}`)]);
    throw error;
  }
}
