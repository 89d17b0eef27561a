import {
  METRICS,
  STRATEGIES,
  build,
  didYouMean,
  formatPercent,
  precisionOf,
  strategyArms,
  summarise,
  type Arm,
  type Comparison,
  type Plan,
  type Row,
} from '../sim/index.ts';
import { csvOf, jsonOf, latexOf, markdownOf, type Report, type ReportedArm } from '../report/index.ts';
import { clean } from './clean.ts';
import { commandOf, fileWord, runCommand, settingWords } from './command.ts';
import type { Executor } from './executors/executor.ts';
import { executorOf, playPlan, type PlaySettings } from './experiment.ts';
import { compareTableOf } from './formats/compare-table.ts';
import { EXIT, type Io } from './io.ts';
import { load, type Loaded, type Setting } from './load.ts';
import { shortNames } from './short-names.ts';
import { tellTrouble } from './trouble.ts';

export const COMPARE_FORMATS = ['table', 'md', 'latex', 'csv', 'json'] as const;

/** What everyone compares; the strategy of the world itself comes first. */
const USUAL = ['recreate', 'rolling', 'blue-green', 'canary'];

/** Rows of the table at most: more would make every interval too wide to say anything. */
const ARMS_MAX = 24;

/** Replications between two looks at the precision. */
const LOOK_EVERY = 10;

/** How well a metric is to be known before no more runs are played. */
export interface Within {
  metric: string;
  /** Half of its interval, as a share of the mean. */
  share: number;
}

export interface CompareSettings extends PlaySettings {
  strategies?: string[];
  runsMost: number;
  format: (typeof COMPARE_FORMATS)[number];
  metrics: string[];
  reference?: string;
  confidence: number;
  within?: Within;
  set: Setting[];
  version: string;
}

/** Plays every arm on the same seeds and prints what can be said about them. */
export async function compareFiles(files: readonly string[], settings: CompareSettings, io: Io): Promise<number> {
  const complaints = complaintsAbout(settings);
  for (const complaint of complaints) io.err(`${clean(complaint)}\n`);
  if (complaints.length > 0) return EXIT.badInput;
  const loaded: Loaded[] = [];
  for (const file of files) {
    const one = await load(file, settings.set, io);
    if (one === null) return EXIT.badInput;
    loaded.push(one);
  }
  const arms = armsOf(loaded, settings, io);
  if (arms === null) return EXIT.badInput;
  const reference = settings.reference ?? arms[0]!.arm.id;
  const ids = arms.map(({ arm }) => arm.id);
  if (!ids.includes(reference)) {
    io.err(`${clean(`--reference: no row is called "${reference}". ${didYouMean(reference, ids)}`)}\n`);
    return EXIT.badInput;
  }
  const executor = executorOf(settings);
  try {
    const report = await playAll(loaded, arms, { ...settings, reference }, executor, io);
    io.out(print(report, settings.format, io));
    return EXIT.fine;
  } catch (error) {
    tellTrouble(error, '', io);
    return EXIT.badInput;
  } finally {
    await executor.close();
  }
}

function complaintsAbout({ strategies = [], metrics, within, runs, runsMost }: CompareSettings): string[] {
  const unknown = (option: string, word: string, known: readonly string[]): string[] =>
    known.includes(word) ? [] : [`${option}: there is no "${word}". ${cureOf(word, known)}`];
  const knownMetrics = METRICS.map(({ id }) => id);
  return [
    ...strategies.flatMap((id) =>
      unknown(
        '--strategies',
        id,
        STRATEGIES.map((strategy) => strategy.id),
      ),
    ),
    ...metrics.flatMap((id) => unknown('--metrics', id, knownMetrics)),
    ...(within === undefined ? [] : unknown('--within', within.metric, knownMetrics)),
    ...(within !== undefined && !metrics.includes(within.metric) && knownMetrics.includes(within.metric)
      ? [`--within: ${within.metric} is not among the metrics shown. Add it to --metrics.`]
      : []),
    ...(within !== undefined && runsMost < runs ? [`--runs-most: ${runsMost} is less than the ${runs} runs of --runs.`] : []),
  ];
}

function cureOf(word: string, known: readonly string[]): string {
  const cure = didYouMean(word, known);
  return cure.startsWith('Did you mean') ? cure : 'See cutover compare --help for all there are.';
}

/** Every file under every strategy asked for; null after telling which cannot be. */
function armsOf(loaded: readonly Loaded[], { strategies, set }: CompareSettings, io: Io): ReportedArm[] | null {
  const arms: ReportedArm[] = [];
  const names = shortNames(loaded.map(({ file }) => file));
  for (const [place, { file, source, scenario }] of loaded.entries()) {
    const name = names[place]!;
    const own = scenario.strategy.kind;
    const isAlone = loaded.length === 1;
    const ids = strategies ?? (isAlone ? [own, ...USUAL.filter((id) => id !== own)] : [own]);
    for (const arm of strategyArms(source, [...new Set(ids)])) {
      const under = isAlone ? arm.id : strategies === undefined ? name : `${name} ${arm.id}`;
      const id = distinct(clean(under).replace(/\s+/g, ' '), arms);
      if (!isValid(arm, `${file}, ${arm.id}`, io)) return null;
      const settings =
        arm.source === source ? set : [...set, { path: 'strategy', value: JSON.stringify(arm.source['strategy']) }];
      arms.push({
        arm: { ...arm, id, label: isAlone ? arm.label : id },
        file,
        command: (seed) => runCommand(file, settings, seed),
      });
    }
  }
  if (arms.length >= 2 && arms.length <= ARMS_MAX) return arms;
  io.err(
    arms.length < 2
      ? 'There is nothing to compare: name two strategies, or two files.\n'
      : `${arms.length} rows are too many; ${ARMS_MAX} is the limit. Name fewer files or strategies.\n`,
  );
  return null;
}

/** The same file twice is two rows. */
const distinct = (id: string, arms: readonly ReportedArm[]): string => {
  const alike = arms.filter(({ arm }) => arm.id === id || arm.id.startsWith(`${id} (`)).length;
  return alike === 0 ? id : `${id} (${alike + 1})`;
};

function isValid({ source }: Arm, name: string, io: Io): boolean {
  try {
    build(source);
    return true;
  } catch (error) {
    tellTrouble(error, name, io);
    return false;
  }
}

const titleOf = (loaded: readonly Loaded[]): string =>
  loaded.length === 1 ? loaded[0]!.scenario.title : shortNames(loaded.map(({ file }) => file)).join(', ');

/** Plays what was asked for, and more where a precision was, always whole replications. @throws CannotPlay */
async function playAll(
  loaded: readonly Loaded[],
  arms: ReportedArm[],
  settings: CompareSettings,
  executor: Executor,
  io: Io,
): Promise<Report> {
  const { runs, runsMost, root, within, confidence, metrics, reference, version } = settings,
    title = titleOf(loaded);
  const most = within === undefined ? runs : runsMost,
    plan: Plan = { title, root, replications: most, arms: arms.map(({ arm }) => arm) },
    rows: Row[] = [];
  const summary = (): Comparison => summarise(plan.arms, rows, { confidence, metrics, reference: reference! });
  const is = (): number | null => precisionOf(summary(), within!.metric);
  for (let done = 0; done < most; ) {
    const next = Math.min(most, done === 0 ? runs : done + LOOK_EVERY);
    rows.push(
      ...(await playPlan(plan, executor, io, { from: done * arms.length, to: next * arms.length }, most * arms.length)),
    );
    done = next;
    if (within !== undefined && (is() ?? Infinity) <= within.share) break;
  }
  const reached = within === undefined ? null : { ...within, is: is() };
  const comparison = summary(),
    command = againOf(comparison, loaded, settings);
  return { title, arms, rows, comparison, root, tool: `cutover ${version}`, link: null, command, reached };
}

/** The command that has the same table again, with as many runs as it came to. */
function againOf({ replications, metrics, reference }: Comparison, loaded: readonly Loaded[], settings: CompareSettings): string {
  const { strategies, root, confidence, set } = settings;
  return commandOf(
    ...['cutover', 'compare', ...loaded.map(({ file }) => fileWord(file))],
    ...(strategies === undefined ? [] : ['--strategies', strategies.join(',')]),
    ...['--runs', String(replications), '--root', String(root), '--metrics', metrics.join(',')],
    ...['--reference', reference, '--confidence', formatPercent(confidence), ...settingWords(set)],
  );
}

function print(report: Report, as: CompareSettings['format'], io: Io): string {
  switch (as) {
    case 'json':
      return jsonOf(report);
    case 'csv':
      return csvOf(report);
    case 'md':
      return markdownOf(report);
    case 'latex':
      return latexOf(report);
    case 'table':
      return compareTableOf(report, io);
  }
}
