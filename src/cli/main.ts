import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { SYSTEMS } from '../sim/index.ts';
import { clean } from './clean.ts';
import { addCheck } from './check-command.ts';
import { addCompare } from './compare-command.ts';
import { exportFile, type ExportSettings } from './export.ts';
import { addGuide } from './guide-command.ts';
import { folded } from './fold.ts';
import { EXIT, type Io } from './io.ts';
import { EXPORT_HELP, RUN_HELP } from './help.ts';
import { addLesson } from './lesson-command.ts';
import { addMerge } from './merge-command.ts';
import { setting, wholeNumber } from './options.ts';
import { FORMATS, runFiles, type RunSettings } from './run.ts';
import { addSweep } from './sweep-command.ts';
import { addWorker } from './worker-command.ts';

const EXAMPLES = `
Examples:
  cutover run scenarios/03-rolling-good/scenario.yaml    what a rollout does to your users, line by line
  cutover run deployment.yaml --set traffic.rate=200/s   a real manifest, under your own traffic
  kubectl get deploy web -o yaml | cutover run -         straight from the cluster
  cutover run a.yaml b.yaml --format csv > out.csv       one row per metric and file
  cutover check *.yaml                                   is it valid, and what does the model leave out?
  cutover compare scenario.yaml --runs 40                the same world under several strategies, with intervals
  cutover guide scenario.yaml --spare 50%                which of them suits, and what would change the answer
  cutover sweep scenario.yaml --over canaryWeight        how harm and time follow one knob, and where it bends
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
    .configureOutput({ writeOut: (text) => io.out(folded(text)), writeErr: (text) => io.err(clean(text)) });

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
  addCheck(program, io, (ended) => (code = ended));
  addCompare(program, io, (ended) => (code = ended));
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
  addGuide(program, io, (ended) => (code = ended));
  addLesson(program, io, (ended) => (code = ended));
  addMerge(program, io, (ended) => (code = ended));
  addSweep(program, io, (ended) => (code = ended));
  addWorker(program, io, (ended) => (code = ended));

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
