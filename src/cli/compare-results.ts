import { runsIn } from '../sim/index.ts';
import { clean } from './clean.ts';
import { complaintsAboutReport, hasReference, tellComparison, type ReportSettings } from './compare-report.ts';
import { EXIT, type Io } from './io.ts';
import { readRight } from './results/folder.ts';
import { tellTrouble } from './trouble.ts';

/** Whether a file on the command line is one of results. */
export const isResults = (file: string): boolean => file.endsWith('.parquet');

/**
 * Prints the comparison of runs that have been played already.
 * @param playing options that were given and say how to play
 */
export async function compareResults(
  files: readonly string[],
  playing: readonly string[],
  settings: ReportSettings,
  io: Io,
): Promise<number> {
  const file = files.find(isResults)!,
    complaints = [
      ...(files.length > 1 ? [`${file}: results stand alone. Put shards together with cutover merge DIR.`] : []),
      ...(playing.length > 0
        ? [
            `${playing.join(', ')}: the runs of ${file} have been played. Only --metrics, --reference, --confidence and --format can be chosen.`,
          ]
        : []),
      ...complaintsAboutReport(settings),
    ];
  for (const complaint of complaints) io.err(`${clean(complaint)}\n`);
  if (complaints.length > 0) return EXIT.badInput;
  try {
    const { results } = await readRight(file),
      { plan, rows } = results;
    if (rows.length < runsIn(plan)) {
      io.err(clean(`${file}: it has ${rows.length} of ${runsIn(plan)} runs. Put shards together with cutover merge DIR.`) + '\n');
      return EXIT.badInput;
    }
    if (!hasReference(plan, settings, io)) return EXIT.badInput;
    tellComparison(results, settings, null, io);
    return EXIT.fine;
  } catch (error) {
    tellTrouble(error, '', io);
    return EXIT.badInput;
  }
}
