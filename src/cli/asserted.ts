import {
  ASSERTED,
  HAPPENINGS,
  STRATEGIES,
  USUAL_MIX,
  assertedArms,
  assertedTable,
  didYouMean,
  mixOf,
  playedOf,
  type Mix,
} from '../sim/index.ts';
import { assertedCsvOf, assertedJsonOf, assertedMarkdownOf, type AssertedReport } from '../report/index.ts';
import { clean } from './clean.ts';
import type { CompareSettings } from './compare.ts';
import { assertedTextOf } from './formats/asserted.ts';
import { playPlan, playing } from './experiment.ts';
import { EXIT, type Io } from './io.ts';
import { load } from './load.ts';

/** A probability that was asked for, as `--mix subtleBug=10%` says it. */
export interface MixPart {
  name: string;
  share: number;
}

export interface AssertedSettings extends Pick<
  CompareSettings,
  'strategies' | 'runs' | 'root' | 'jobs' | 'queue' | 'format' | 'confidence' | 'set' | 'version'
> {
  mix: MixPart[];
}

/** Holds the table that everyone asserts against one world. */
export async function assertedFile(files: readonly string[], settings: AssertedSettings, io: Io): Promise<number> {
  const ids = settings.strategies ?? Object.keys(ASSERTED),
    mix = mixIn(settings.mix, io),
    isPossible = complaintsAboutOne('--asserted', files, ids, settings.format).every((complaint) => {
      io.err(`${clean(complaint)}\n`);
      return false;
    });
  if (mix === null || !isPossible) return EXIT.badInput;
  const loaded = await load(files[0]!, settings.set, io);
  if (loaded === null) return EXIT.badInput;

  const { title } = loaded.scenario,
    { root, runs } = settings;
  return playing(settings, loaded.file, io, async (executor) => {
    const rows = await playPlan({ title, root, replications: runs, arms: assertedArms(loaded.source, ids) }, executor, io);
    const table = assertedTable(playedOf(loaded.source, ids, rows), mix, settings.confidence);
    const asserted: AssertedReport = { title, runs, root, table, tool: `cutover ${settings.version}`, link: null };
    io.out(print(asserted, settings.format, io));
  });
}

function print(asserted: AssertedReport, as: AssertedSettings['format'], io: Io): string {
  switch (as) {
    case 'json':
      return assertedJsonOf(asserted);
    case 'csv':
      return assertedCsvOf(asserted);
    case 'md':
      return assertedMarkdownOf(asserted);
    default:
      return assertedTextOf(asserted, io);
  }
}

/** Why an option that prints a table of its own cannot do as it is asked. */
export function complaintsAboutOne(
  option: string,
  files: readonly string[],
  ids: readonly string[],
  as: CompareSettings['format'],
): string[] {
  const known = STRATEGIES.map(({ id }) => id);
  return [
    ...(files.length === 1 ? [] : [`${option}: it takes one file.`]),
    ...(as === 'latex' ? [`${option}: there is no LaTeX of it. Take --format table, md, csv or json.`] : []),
    ...ids.filter((id) => !known.includes(id)).map((id) => `--strategies: there is no "${id}". ${didYouMean(id, known)}`),
  ];
}

function mixIn(parts: readonly MixPart[], io: Io): Mix | null {
  const known: readonly string[] = HAPPENINGS.filter((id) => id !== 'good');
  for (const { name } of parts) {
    if (known.includes(name)) continue;
    io.err(`${clean(`--mix: there is no "${name}". ${didYouMean(name, known)}`)}\n`);
    return null;
  }
  try {
    return parts.length === 0 ? USUAL_MIX : mixOf(Object.fromEntries(parts.map(({ name, share }) => [name, share])));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    io.err(`--mix: ${error.message}.\n`);
    return null;
  }
}
