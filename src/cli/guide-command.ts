import { Option, InvalidArgumentError, type Command } from 'commander';
import { version } from '../../package.json';
import { MONITORING, SITUATIONS, parseDuration, parsePercent, type Monitoring } from '../sim/index.ts';
import { GUIDE_FORMATS, guideFile, type GuideSettings } from './guide.ts';
import type { Io } from './io.ts';
import { confidence, jobs, runs, setting, wholeNumber, words } from './options.ts';

/** Word for a limit that there is not. */
const NONE = 'any';

const HELP = `
A limit is what you can bear, itself included; "${NONE}" is no limit. What you do not say is as in the situation named:
${SITUATIONS.map(({ id, means }) => `  ${id.padEnd(18)}${means}`).join('\n')}
  ${'all'.padEnd(18)}each of them, held against the strategy that everyone recommends for it

The answer is the simplest strategy of those that keep every limit beyond chance and that none of the others which do beats: from recreate over
rolling, blue-green and canary to by-hand. Limits are held against the same runs; without a router or without an analysis, and under other
traffic, the strategies are played as they would be then. The run lasts a quarter of an hour behind the start of the rollout at least.

Formats: table, md (Markdown), json (one object, with the source and the seed of the typical and the worst run behind every number)`;

interface Given {
  situation: string;
  downtime?: number;
  harm?: number;
  blast?: number;
  spare?: number;
  backWithin?: number;
  outWithin?: number;
  schemaChange?: boolean;
  router?: boolean;
  monitoring?: Monitoring | 'none';
  traffic?: number;
}

/** Adds `cutover guide`. @param ended is called with the exit code */
export function addGuide(program: Command, io: Io, ended: (code: number) => void): void {
  program
    .command('guide')
    .description('say which strategy suits a situation in this world, and what would change the answer')
    .argument('<file>', 'scenario or manifests (YAML); - for standard input')
    .addOption(
      new Option('--situation <name>', 'where the answers come from that you do not give')
        .choices([...SITUATIONS.map(({ id }) => id), 'all'])
        .default('standard'),
    )
    .option('--downtime <length>', 'downtime of a good release that you can bear, such as 10s', time)
    .option('--harm <length>', 'failures of a release on average, as the full outage that would fail as many', time)
    .option('--blast <share>', 'users that a bad release may hurt', partOf)
    .option('--spare <share>', 'servers beyond the usual at the peak of a release', share)
    .option('--back-within <length>', 'time from deciding to go back until everybody is', time)
    .option('--out-within <length>', 'time until a good release is out', time)
    .option('--schema-change', 'both versions must not serve at once')
    .option('--no-schema-change', 'both may')
    .option('--router', 'the router can split requests by weight')
    .option('--no-router', 'it cannot')
    .addOption(
      new Option('--monitoring <what>', 'what notices a bad release').choices([
        'none',
        ...MONITORING.filter((one) => one !== 'nothing'),
      ]),
    )
    .option('--traffic <share>', "traffic as a share of this world's, such as 10%", traffic)
    .option(
      '--strategies <ids>',
      'to choose from, comma-separated; recreate, rolling, blue-green, canary and its own when left out',
      words,
    )
    .option('--runs <n>', 'runs of each strategy and each part of the mix', runs, 20)
    .option('--root <seed>', 'seed that all seeds of the runs come from', wholeNumber, 1)
    .option('--jobs <n>', 'threads to play on, or auto for all there are; one when left out', jobs)
    .addOption(
      new Option('--queue <address>', 'of a Redis whose workers play instead, such as redis://127.0.0.1:6379').conflicts('jobs'),
    )
    .option('--play-changes', 'also play the worlds of other answers, to know all that would change this one')
    .addOption(new Option('--confidence <share>', 'of all intervals together').argParser(confidence).default(0.95, '95%'))
    .option('--set <path=value>', 'change one value first; may be repeated', setting)
    .addOption(new Option('--format <format>', 'how to print').choices(GUIDE_FORMATS).default('table'))
    .addHelpText('after', HELP)
    .action(
      async (
        file: string,
        options: Omit<GuideSettings, 'version' | 'set' | 'changed'> & Partial<Pick<GuideSettings, 'set'>> & Given,
      ) => {
        ended(await guideFile(file, { set: [], ...options, changed: changedBy(options), version }, io));
      },
    );
}

/** The answers that were given in words of their own. */
function changedBy({
  downtime,
  harm,
  blast,
  spare,
  backWithin,
  outWithin,
  schemaChange,
  router,
  monitoring,
  traffic: multiple,
}: Given): GuideSettings['changed'] {
  return {
    ...(downtime !== undefined && { downtime: limit(downtime) }),
    ...(harm !== undefined && { harm: limit(harm) }),
    ...(blast !== undefined && { blast: limit(blast) }),
    ...(spare !== undefined && { spare: limit(spare) }),
    ...(backWithin !== undefined && { back: limit(backWithin) }),
    ...(outWithin !== undefined && { out: limit(outWithin) }),
    ...(schemaChange !== undefined && { together: !schemaChange }),
    ...(router !== undefined && { routing: router }),
    ...(monitoring !== undefined && { monitoring: monitoring === 'none' ? ('nothing' as const) : monitoring }),
    ...(multiple !== undefined && { traffic: multiple }),
  };
}

const limit = (given: number): number | null => (given === Infinity ? null : given);

/** No limit is told by Infinity here: commander takes null for an option without a value. */
function time(text: string): number {
  if (text === NONE) return Infinity;
  const length = parseDuration(text);
  if (length === null) throw new InvalidArgumentError(`It must be a length of time such as 10s or 5m, or ${NONE}.`);
  return length;
}

function share(text: string): number {
  if (text === NONE) return Infinity;
  const found = parsePercent(text);
  if (found === null) throw new InvalidArgumentError(`It must be a share such as 25%, or ${NONE}.`);
  return found;
}

function partOf(text: string): number {
  const found = share(text);
  if (found > 1 && found !== Infinity) throw new InvalidArgumentError(`It must be a share up to 100%, or ${NONE}.`);
  return found;
}

function traffic(text: string): number {
  const found = parsePercent(text);
  if (found === null || found === 0) throw new InvalidArgumentError('It must be a share above 0%, such as 10% or 200%.');
  return found;
}
