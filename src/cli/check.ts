import { appendFile } from 'node:fs/promises';
import { estimateRequests, format } from '../sim/index.ts';
import { clean, cleanDeep } from './clean.ts';
import { gateJsonOf } from './formats/gate-json.ts';
import { gateTextOf } from './formats/gate-text.ts';
import { githubOf } from './formats/github.ts';
import { junitOf } from './formats/junit.ts';
import { expectationsOf, gate, needsAgainst, type Gated, type GateSettings } from './gate.ts';
import { executorOf } from './experiment.ts';
import { EXIT, type Io } from './io.ts';
import { load, noteLine, type Loaded } from './load.ts';

export const CHECK_FORMATS = ['text', 'junit', 'github', 'json'] as const;

export interface CheckSettings extends GateSettings {
  format: (typeof CHECK_FORMATS)[number];
  against?: string;
  version: string;
}

/**
 * Validates every file: what is right goes to standard output with the notes, what is wrong to standard error. A file that is expected
 * something of, by the command line or by itself, or that is held against another, is played as well.
 */
export async function checkFiles(files: readonly string[], settings: CheckSettings, io: Io): Promise<number> {
  const asked = expectationsOf(settings.expect, io),
    trouble = needsAgainst(asked ?? [], settings.against);
  if (trouble !== null) io.err(`${clean(`--expect  ${trouble}`)}\n`);
  if (asked === null || trouble !== null) return EXIT.badInput;
  const against = settings.against === undefined ? null : await load(settings.against, settings.set, io);
  if (settings.against !== undefined && against === null) return EXIT.badInput;
  const gates: Gated[] = [],
    invalid: string[] = [],
    executor = executorOf(settings);
  for (const file of files) {
    const loaded = await load(file, settings.set, io);
    if (loaded && settings.format === 'text') describe(loaded, io);
    const isPlayed = asked.length > 0 || against !== null || (loaded?.scenario.expect.length ?? 0) > 0;
    const gated = loaded && isPlayed ? await gate(loaded, against, asked, settings, executor, io) : null;
    if (gated) {
      gates.push(gated);
      if (settings.format === 'text') io.out(gateTextOf(gated, io));
    } else if (!loaded || isPlayed) invalid.push(file);
    else if (settings.format !== 'text')
      io.err(`${clean(loaded.file)}: nothing is expected of it. Add --expect, or expect: to the file.\n`);
  }
  await executor.close();
  const isTold = await report(gates, invalid, settings, io);
  if (invalid.length > 0 || !isTold) return EXIT.badInput;
  return gates.every(({ isPassed }) => isPassed) ? EXIT.fine : EXIT.gate;
}

function describe(loaded: Loaded, io: Io): void {
  const { file: name, scenario, notes, read } = cleanDeep(loaded);
  const terms = [
    scenario.title,
    scenario.strategy.kind,
    `${scenario.revisions[0]!.id} → ${scenario.rollout.to}`,
    format.plural(scenario.fleet.replicas, 'server'),
    format.clock(scenario.horizon),
    `about ${format.plural(Math.round(estimateRequests(scenario)), 'request')}`,
  ];
  io.out(`${name}  ok, read as ${read}: ${terms.join(' · ')}\n`);
  for (const note of notes) io.out(`${noteLine(name, note)}\n`);
}

/** Prints what is for machines. A step summary goes where the runner wants it, and the log gets the lines that people read. */
async function report(gates: readonly Gated[], invalid: readonly string[], settings: CheckSettings, io: Io): Promise<boolean> {
  switch (settings.format) {
    case 'text':
      return true;
    case 'json':
      for (const gated of gates) io.out(gateJsonOf(gated, `cutover ${settings.version}`));
      return true;
    case 'junit':
      io.out(junitOf(gates, invalid));
      return true;
    case 'github': {
      const summary = gates.map(githubOf).join(''),
        place = process.env['GITHUB_STEP_SUMMARY'];
      if (place === undefined || place === '') {
        io.out(summary);
        return true;
      }
      for (const gated of gates) io.out(gateTextOf(gated, io));
      try {
        await appendFile(place, summary);
        return true;
      } catch (error) {
        io.err(
          `GITHUB_STEP_SUMMARY: ${clean(place)} cannot be written: ${clean((error as NodeJS.ErrnoException).code ?? String(error))}.\n`,
        );
        return false;
      }
    }
  }
}
