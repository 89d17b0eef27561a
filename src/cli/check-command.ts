import { InvalidArgumentError, Option, type Command } from 'commander';
import { version } from '../../package.json';
import { CHECK_FORMATS, checkFiles, type CheckSettings } from './check.ts';
import { CHECK_HELP } from './help.ts';
import type { Io } from './io.ts';
import { jobs, oneMore, runs, setting, wholeNumber } from './options.ts';

/** An address that can have a link put behind it. */
function app(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hash !== '')
    throw new InvalidArgumentError('It must be the address of the app, such as https://example.org/cutover/.');
  return url.href;
}

/** Adds `cutover check`. @param ended is called with the exit code */
export function addCheck(program: Command, io: Io, ended: (code: number) => void): void {
  program
    .command('check')
    .description(
      'say whether scenarios or manifests are valid, how they were understood, and whether their runs hold what is expected',
    )
    .argument('<file...>', 'scenario, or the manifests of a Deployment, Rollout or Canary (YAML); - for standard input')
    .option('--expect <expectation>', "what must hold, such as 'availability >= 99.9%'; may be repeated", oneMore)
    .option('--against <file>', 'the file before the edit: tells what the edit changes, on the same seeds')
    .option('--runs <n>', 'runs of each file', runs, 100)
    .option('--root <seed>', 'seed that all seeds of the runs come from', wholeNumber, 1)
    .option('--jobs <n>', 'threads to play on, or auto for all there are; one when left out', jobs)
    .addOption(
      new Option('--queue <address>', 'of a Redis whose workers play instead, such as redis://127.0.0.1:6379').conflicts('jobs'),
    )
    .addOption(
      new Option('--undecided <verdict>', 'what counts when the runs cannot tell').choices(['pass', 'fail']).default('fail'),
    )
    .addOption(
      new Option('--app <url>', 'where the app is served: the worst runs are links to watch, too')
        .env('CUTOVER_APP')
        .argParser(app),
    )
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .addOption(new Option('--format <format>', 'how to print').choices(CHECK_FORMATS).default('text'))
    .addHelpText('after', CHECK_HELP)
    .action(async (files: string[], options: Omit<CheckSettings, 'version' | 'set' | 'expect'> & Partial<CheckSettings>) => {
      ended(await checkFiles(files, { set: [], expect: [], ...options, version }, io));
    });
}
