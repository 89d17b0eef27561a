import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { RANDOM_LOGS } from '../lessons/index.ts';
import { COMPARED, SYSTEMS } from '../sim/index.ts';
import { clean } from './clean.ts';
import { assertedFile, type MixPart } from './asserted.ts';
import { CHECK_FORMATS, checkFiles, type CheckSettings } from './check.ts';
import { COMPARE_FORMATS, compareFiles, type CompareSettings } from './compare.ts';
import { detectIn } from './detect.ts';
import { exportFile, type ExportSettings } from './export.ts';
import { EXIT, type Io } from './io.ts';
import { checkLessons, type LessonSettings } from './lesson.ts';
import { CHECK_HELP, COMPARE_HELP, EXPORT_HELP, LESSON_HELP, RUN_HELP } from './help.ts';
import { confidence, mixPart, oneMore, runs, setting, sizes, wholeNumber, within, words } from './options.ts';
import { FORMATS, runFiles, type RunSettings } from './run.ts';

const EXAMPLES = `
Examples:
  cutover run scenarios/03-rolling-good/scenario.yaml    what a rollout does to your users, line by line
  cutover run deployment.yaml --set traffic.rate=200/s   a real manifest, under your own traffic
  kubectl get deploy web -o yaml | cutover run -         straight from the cluster
  cutover run a.yaml b.yaml --format csv > out.csv       one row per metric and file
  cutover check *.yaml                                   is it valid, and what does the model leave out?
  cutover compare scenario.yaml --runs 40                the same world under several strategies, with intervals
  cutover check web.yaml --expect 'availability >= 99.9%' gate a change by 100 runs
  cutover export scenario.yaml --as argo                 the same as manifests, which read back to the same scenario

Exit codes: 0 fine, 1 a gate failed, 2 bad usage or input, 3 internal error, 130 interrupted.`;

/** The command line. Returns the exit code; writes to `io` only, and never ends the process. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.fine;
  const program = new Command('cutover')
    .description('Rehearse a deployment before you perform it.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(clean(text)) });

  program
    .command('run')
    .description('play scenarios or manifests and print what happens')
    .argument('<file...>', 'scenario, or the manifests of a Deployment, Rollout or Canary (YAML); - for standard input')
    .option('--seed <n>', 'chance of this run, a whole number', wholeNumber, 1)
    .option('--set <path=value>', 'change one value, such as strategy.rolling.maxSurge=1; may be repeated', setting)
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('text'))
    .addHelpText('after', RUN_HELP)
    .action(async (files: string[], options: Omit<RunSettings, 'version' | 'set'> & Partial<Pick<RunSettings, 'set'>>) => {
      code = await runFiles(files, { set: [], ...options, version }, io);
    });
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
    .addOption(
      new Option('--undecided <verdict>', 'what counts when the runs cannot tell').choices(['pass', 'fail']).default('fail'),
    )
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .addOption(new Option('--format <format>', 'how to print').choices(CHECK_FORMATS).default('text'))
    .addHelpText('after', CHECK_HELP)
    .action(async (files: string[], options: Omit<CheckSettings, 'version' | 'set' | 'expect'> & Partial<CheckSettings>) => {
      code = await checkFiles(files, { set: [], expect: [], ...options, version }, io);
    });
  program
    .command('compare')
    .description('play a world under several strategies, or several files, on the same seeds and print what differs')
    .argument('<file...>', 'scenario or manifests (YAML); - for standard input; several files are one row each')
    .option(
      '--strategies <ids>',
      'rows, comma-separated; the own one, recreate, rolling, blue-green and canary when left out',
      words,
    )
    .option('--runs <n>', 'runs of each row', runs, 20)
    .option('--within <metric=share>', 'play on until the metric is known this well, such as leadTime=5%', within)
    .option('--runs-most <n>', 'runs of each row at most, with --within', runs, 400)
    .option('--root <seed>', 'seed that all seeds of the runs come from', wholeNumber, 1)
    .addOption(
      new Option('--metrics <ids>', 'columns, comma-separated').argParser(words).default([...COMPARED], 'the first seven below'),
    )
    .option('--reference <row>', 'row that the others are held against; the first when left out')
    .addOption(new Option('--confidence <share>', 'of all intervals together').argParser(confidence).default(0.95, '95%'))
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .addOption(new Option('--format <format>', 'how to print').choices(COMPARE_FORMATS).default('table'))
    .option('--asserted', 'hold the table that everyone asserts against this world: downtime, speed, cost, risk, rollback')
    .option('--detect <sizes>', 'how often bugs of these sizes are caught, and users hurt until then, such as 1%,5%', sizes)
    .option('--mix <part=share>', 'how likely a trouble is, such as subtleBug=10%, with --asserted; may be repeated', mixPart)
    .addHelpText('after', COMPARE_HELP)
    .action(
      async (
        files: string[],
        options: Omit<CompareSettings, 'version' | 'set'> &
          Partial<Pick<CompareSettings, 'set'> & { asserted: true; detect: number[]; mix: MixPart[] }>,
      ) => {
        const settings = { set: [], mix: [], ...options, version };
        if (options.detect) code = await detectIn(files, { ...settings, detect: options.detect }, io);
        else code = await (options.asserted ? assertedFile(files, settings, io) : compareFiles(files, settings, io));
      },
    );
  program
    .command('export')
    .description('write a scenario as the manifests of a real system')
    .argument('<file>', 'scenario or manifest (YAML); - for standard input')
    .addOption(new Option('--as <system>', 'whose manifests').choices(SYSTEMS.map(({ id }) => id)).makeOptionMandatory())
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .option('--out <file>', 'where to write; standard output when left out')
    .addHelpText('after', EXPORT_HELP)
    .action(async (file: string, options: Omit<ExportSettings, 'set'> & Partial<Pick<ExportSettings, 'set'>>) => {
      code = await exportFile(file, { set: [], ...options }, io);
    });
  program
    .command('lesson')
    .description('what authors of lessons need')
    .command('check')
    .description('prove that lessons can be won, but not by doing nothing, by chance, or in the way that most people try first')
    .argument('[folder...]', 'folders with lesson.md, lesson.yaml and scenario.yaml; the lessons that come with Cutover when left out')
    .option('--logs <n>', 'careless learners that are played', runs, RANDOM_LOGS)
    .addHelpText('after', LESSON_HELP)
    .action((folders: string[], settings: LessonSettings) => {
      code = checkLessons(folders, settings, io);
    });

  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    io.err(
      `cutover: internal error: ${clean(error instanceof Error ? error.message : String(error))}\nThis is a fault in Cutover, not in your file.\n`,
    );
    return EXIT.internal;
  }
}
