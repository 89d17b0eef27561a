import { Option, type Command } from 'commander';
import { version } from '../../package.json';
import { assertedFile, type MixPart } from './asserted.ts';
import { compareResults, isResults } from './compare-results.ts';
import { compareFiles, type CompareSettings } from './compare.ts';
import { detectIn } from './detect.ts';
import { COMPARE_HELP } from './help.ts';
import { EXIT, type Io } from './io.ts';
import { folder, jobs, mixPart, reportOptions, runs, setting, shard, sizes, wholeNumber, within, words } from './options.ts';

/** Adds `cutover compare`. @param ended is called with the exit code */
export function addCompare(program: Command, io: Io, ended: (code: number) => void): void {
  const command = program
    .command('compare')
    .description('play a world under several strategies, or several files, on the same seeds and print what differs')
    .argument(
      '<file...>',
      'scenario or manifests (YAML); - for standard input; several files are one row each; or one .parquet file of runs that --out kept',
    )
    .option(
      '--strategies <ids>',
      'rows, comma-separated; the own one, recreate, rolling, blue-green and canary when left out',
      words,
    )
    .option('--runs <n>', 'runs of each row', runs, 20)
    .option('--within <metric=share>', 'play on until the metric is known this well, such as leadTime=5%', within)
    .option('--runs-most <n>', 'runs of each row at most, with --within', runs, 400)
    .option('--root <seed>', 'seed that all seeds of the runs come from', wholeNumber, 1)
    .option('--jobs <n>', 'threads to play on, or auto for all there are; one when left out', jobs)
    .addOption(
      new Option('--queue <address>', 'of a Redis whose workers play instead, such as redis://127.0.0.1:6379').conflicts('jobs'),
    )
    .addOption(
      new Option('--out <dir>', 'folder that keeps every run as it is done; the same command goes on there').argParser(folder),
    )
    .addOption(new Option('--shard <i/n>', 'play only this part of the runs, into --out, and print no table').argParser(shard))
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .addOption(
      new Option(
        '--asserted',
        'hold the table that everyone asserts against this world: downtime, speed, cost, risk, rollback',
      ).conflicts(NO_COMPARISON),
    )
    .addOption(
      new Option('--detect <sizes>', 'how often bugs of these sizes are caught, and users hurt until then, such as 1%,5%')
        .argParser(sizes)
        .conflicts(['asserted', ...NO_COMPARISON]),
    )
    .option('--mix <part=share>', 'how likely a trouble is, such as subtleBug=10%, with --asserted; may be repeated', mixPart);
  reportOptions(command)
    .addHelpText('after', COMPARE_HELP)
    .action(
      async (
        files: string[],
        options: Omit<CompareSettings, 'version' | 'set'> &
          Partial<Pick<CompareSettings, 'set'> & { asserted: true; detect: number[]; mix: MixPart[] }>,
      ) => {
        const settings = { set: [], mix: [], ...options, version },
          idle = idleGiven(command);
        for (const [option, other] of idle) io.err(`${option} says something only with ${other}. Add that, or leave it out.\n`);
        if (idle.length > 0) ended(EXIT.badInput);
        else if (files.some(isResults)) ended(await compareResults(files, playingGiven(command), settings, io));
        else if (options.detect) ended(await detectIn(files, { ...settings, detect: options.detect }, io));
        else ended(await (options.asserted ? assertedFile(files, settings, io) : compareFiles(files, settings, io)));
      },
    );
}

/** What says nothing where no comparison is made. */
const NO_COMPARISON = ['out', 'shard', 'within', 'metrics', 'reference'];

/** Options that were given and do nothing without another, with that other. */
const idleGiven = (command: Command): [option: string, other: string][] =>
  (
    [
      ['mix', '--mix', 'asserted', '--asserted'],
      ['runsMost', '--runs-most', 'within', '--within'],
    ] as const
  ).flatMap(([name, option, needs, other]) =>
    command.getOptionValueSource(name) === 'cli' && command.getOptionValue(needs) === undefined ? [[option, other]] : [],
  );

/** How a comparison is told; all other options say what is played, and how. */
const TELLING = ['metrics', 'reference', 'confidence', 'format'];

/** Options that were given and say what is played, or how. */
const playingGiven = (command: Command): string[] =>
  command.options
    .filter(
      (option) => command.getOptionValueSource(option.attributeName()) === 'cli' && !TELLING.includes(option.attributeName()),
    )
    .map(({ long }) => long!);
