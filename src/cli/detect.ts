import { detectionArms, detectionOf, rowsByArm, strategyArms, type Detection } from '../sim/index.ts';
import { complaintsAboutOne, type AssertedSettings } from './asserted.ts';
import { clean } from './clean.ts';
import { detectedCsvOf, detectedJsonOf } from './formats/detected-data.ts';
import { detectedOf } from './formats/detected.ts';
import { playPlan, playing } from './experiment.ts';
import { EXIT, type Io } from './io.ts';
import { load } from './load.ts';

/** Rows when nobody says which: those whose presets look at errors. */
const WATCHFUL = ['blue-green', 'canary', 'flagger', 'baseline'];

export interface DetectSettings extends Omit<AssertedSettings, 'mix'> {
  /** Sizes of the bug, 0…1; a good release is always played, too. */
  detect: number[];
}

/** Everything that the formats show. */
export interface Detected {
  title: string;
  runs: number;
  root: number;
  confidence: number;
  rows: { strategy: string; label: string; detections: Detection[] }[];
  /** Name and version. */
  tool: string;
}

/** How often each strategy catches a bug of each size by itself, and how many users it hurts until then. */
export async function detectIn(files: readonly string[], settings: DetectSettings, io: Io): Promise<number> {
  const ids = settings.strategies ?? WATCHFUL,
    { runs, root, confidence } = settings,
    complaints = complaintsAboutOne('--detect', files, ids, settings.format);
  for (const complaint of complaints) io.err(`${clean(complaint)}\n`);
  if (complaints.length > 0) return EXIT.badInput;
  const loaded = await load(files[0]!, settings.set, io);
  if (loaded === null) return EXIT.badInput;
  const sizes = [...new Set([0, ...settings.detect])].sort((a, b) => a - b),
    // One interval for the share and one for the users, of each size in each row.
    each = 1 - (1 - confidence) / (2 * sizes.length * ids.length);
  const { title } = loaded.scenario;
  return playing(settings, loaded.file, io, async (executor) => {
    const arms = detectionArms(loaded.source, ids, sizes),
      rows = rowsByArm(await playPlan({ title, root, replications: runs, arms }, executor, io));
    const told = strategyArms(loaded.source, ids).map(({ id, label }, place) => ({
      strategy: id,
      label,
      detections: sizes.map((size, index) => detectionOf(size, rows.get(place * sizes.length + index)!, each)),
    }));
    io.out(print({ title, runs, root, confidence, rows: told, tool: `cutover ${settings.version}` }, settings.format, io));
  });
}

function print(detected: Detected, as: DetectSettings['format'], io: Io): string {
  if (as === 'json') return detectedJsonOf(detected);
  return as === 'csv' ? detectedCsvOf(detected) : detectedOf(detected, as === 'md', io);
}
