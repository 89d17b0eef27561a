import { InvalidArgumentError, Option, type Command } from 'commander';
import { version } from '../../package.json';
import { DIALS, HAPPENINGS, SWEPT, type Json } from '../sim/index.ts';
import type { Io } from './io.ts';
import { confidence, jobs, runs, setting, wholeNumber, words } from './options.ts';
import { SWEEP_FORMATS, sweepFile, type Over, type SweepSettings } from './sweep.ts';

const HELP = `
Dials; the values worth a look in this world are taken where none are given:
${DIALS.map(({ id, help }) => `  ${id.padEnd(15)}${help}`).join('\n')}
  ${'any path'.padEnd(15)}such as traffic.rate, strategy.rolling.maxSurge or revisions.v2.errorRate, as for --set

Metrics are those of cutover compare --help, of the world as it is; with @ under another release, on the same seeds:
  leadTime@good    ${HAPPENINGS.map((id) => `@${id}`).join(' ')}

Every point plays the same users, arrivals and boots, run by run. What dials cannot be set to is told with the reason.
The knee is the point that is farthest from the straight line between the ends (Kneedle), if that is beyond chance.

Formats: table; md; csv (one row per point and metric: seconds, shares 0 to 1); json (with every value, and commands that play runs again)`;

/** Adds `cutover sweep`. @param ended is called with the exit code */
export function addSweep(program: Command, io: Io, ended: (code: number) => void): void {
  program
    .command('sweep')
    .description('turn one or two dials of a world and print how harm and time follow, with the knee')
    .argument('<file>', 'scenario or manifests (YAML); - for standard input')
    .option('--over <dial=values>', 'what to turn, such as canaryWeight=1%,5%,10%; twice for a map', over)
    .option('--strategies <ids>', 'under which strategies, comma-separated; its own when left out', words)
    .addOption(new Option('--metrics <ids>', 'what to measure, comma-separated').argParser(words).default([...SWEPT], SWEPT.join(',')))
    .option('--runs <n>', 'runs of each point', runs, 20)
    .option('--root <seed>', 'seed that all seeds of the runs come from', wholeNumber, 1)
    .option('--jobs <n>', 'threads to play on, or auto for all there are; one when left out', jobs)
    .addOption(
      new Option('--queue <address>', 'of a Redis whose workers play instead, such as redis://127.0.0.1:6379').conflicts('jobs'),
    )
    .addOption(new Option('--confidence <share>', 'of all means together, and of all differences').argParser(confidence).default(0.95, '95%'))
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .addOption(new Option('--format <format>', 'how to print').choices(SWEEP_FORMATS).default('table'))
    .addHelpText('after', HELP)
    .action(async (file: string, options: Omit<SweepSettings, 'version' | 'set' | 'over'> & Partial<Pick<SweepSettings, 'set' | 'over'>>) => {
      ended(await sweepFile(file, { set: [], over: [], ...options, version }, io));
    });
}

/** `canaryWeight=1%,5%` or `canaryWeight`, gathered over all times that the option is given. */
function over(text: string, before: Over[] = []): Over[] {
  const [, id, written] = /^([^=\s]+)(?:=(.*))?$/s.exec(text) ?? [];
  const values = written?.split(',').map((value) => value.trim());
  if (id === undefined || values?.includes('') === true)
    throw new InvalidArgumentError('It must be dial=values, such as canaryWeight=1%,5%,10%, or the dial alone.');
  return [...before, { id, values: values?.map(valueOf) ?? null }];
}

/** Numbers, true and false as such, everything else as text: as for --set. */
function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
