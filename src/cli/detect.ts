import {
  build,
  detectionOf,
  format,
  sightingOf,
  strategyArms,
  withBug,
  type Detection,
} from '../sim/index.ts';
import { complaintsAboutOne, type AssertedSettings } from './asserted.ts';
import { clean } from './clean.ts';
import { detectedOf } from './formats/detected.ts';
import { EXIT, type Io } from './io.ts';
import { load } from './load.ts';
import { tellTrouble } from './trouble.ts';

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
  rows: { label: string; detections: Detection[] }[];
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
  try {
    const rows = strategyArms(loaded.source, ids).map(({ id, label, source }) => ({
      label,
      detections: sizes.map((size) => {
        const scenario = build(withBug(source, size));
        const sightings = Array.from({ length: runs }, (_, replication) => {
          io.progress?.(`${id}, ${format.percent(size)}: ${replication} of ${format.plural(runs, 'run')}`);
          return sightingOf(scenario, replication, root);
        });
        return detectionOf(size, sightings, each);
      }),
    }));
    io.progress?.('');
    io.out(detectedOf({ title: loaded.scenario.title, runs, root, confidence, rows }, settings.format === 'md', io));
    return EXIT.fine;
  } catch (error) {
    io.progress?.('');
    tellTrouble(error, loaded.file, io);
    return EXIT.badInput;
  }
}
