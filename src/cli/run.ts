import { EventLimitError, run, type Trace } from '../sim/index.ts';
import { EXIT, type Io } from './io.ts';
import { load, noteLines, type Loaded, type Setting } from './load.ts';
import { CSV_HEAD, csvOf } from './formats/csv.ts';
import { jsonOf } from './formats/json.ts';
import { markdownOf } from './formats/markdown.ts';
import { textOf } from './formats/text.ts';
import { tooMuch } from './trouble.ts';

export const FORMATS = ['text', 'json', 'csv', 'md'] as const;

/** Seconds of real time after which a run is given up. */
export const SECONDS_MAX = 60;
class TimeUp extends Error {}

export interface RunSettings {
  seed: number;
  set: Setting[];
  format: (typeof FORMATS)[number];
  version: string;
}

/** One finished run with the file it came from. */
export interface Result {
  loaded: Loaded;
  trace: Trace;
  /** Name and version of the tool, for exports. */
  tool: string;
}

/** Plays every file and prints it. A bad file does not keep the others from being played. */
export async function runFiles(files: readonly string[], settings: RunSettings, io: Io): Promise<number> {
  let code: number = EXIT.fine;
  let printed = 0;
  for (const file of files) {
    const loaded = await load(file, settings.set, io);
    const trace = loaded && play(loaded, settings.seed, io);
    if (!loaded || !trace) {
      code = EXIT.badInput;
      continue;
    }
    if (settings.format === 'text') for (const line of noteLines(loaded.file, loaded.notes)) io.err(`${line}\n`);
    io.out(print({ loaded, trace, tool: `cutover ${settings.version}` }, settings.format, printed++, io));
  }
  return code;
}

function play({ scenario, file }: Loaded, seed: number, io: Io): Trace | null {
  const began = io.now();
  const onProgress = (share: number): void => {
    if (share < 1 && io.now() - began > SECONDS_MAX * 1000) throw new TimeUp(`is given up after ${SECONDS_MAX} seconds`);
  };
  try {
    return run(scenario, { seed, onProgress });
  } catch (error) {
    if (!(error instanceof EventLimitError || error instanceof TimeUp)) throw error;
    io.err(`${tooMuch(file, error.message)}\n`);
    return null;
  }
}

function print(result: Result, format: RunSettings['format'], before: number, io: Io): string {
  switch (format) {
    case 'json':
      return jsonOf(result);
    case 'csv':
      return (before === 0 ? CSV_HEAD : '') + csvOf(result);
    case 'md':
      return (before === 0 ? '' : '\n') + markdownOf(result);
    case 'text':
      return (before === 0 ? '' : '\n\n') + textOf(result, io);
  }
}
