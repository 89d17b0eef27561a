import { writeFile } from 'node:fs/promises';
import { exportManifest, SYSTEMS, type System } from '../sim/index.ts';
import { clean } from './clean.ts';
import { EXIT, type Io } from './io.ts';
import { load, type Setting } from './load.ts';

export interface ExportSettings {
  as: System;
  set: Setting[];
  /** The file to write; undefined = standard output. */
  out?: string;
}

/** Writes one scenario as the manifests of a system, or says why that system has no words for it. */
export async function exportFile(file: string, { as, set, out }: ExportSettings, io: Io): Promise<number> {
  const loaded = await load(file, set, io);
  if (loaded === null) return EXIT.badInput;
  const result = exportManifest(loaded.scenario, as),
    { title, kind } = SYSTEMS.find(({ id }) => id === as)!;
  if ('cannot' in result) {
    for (const reason of result.cannot) io.err(`${clean(loaded.file)}: no ${kind} of ${title}: ${clean(reason)}\n`);
    return EXIT.badInput;
  }
  if (out === undefined) {
    io.out(result.text);
    return EXIT.fine;
  }
  try {
    await writeFile(out, result.text);
  } catch (error) {
    io.err(`${clean(out)}: cannot be written: ${clean((error as NodeJS.ErrnoException).code ?? String(error))}.\n`);
    return EXIT.badInput;
  }
  io.err(`${clean(out)} written.\n`);
  return EXIT.fine;
}
