import { METRICS, STRATEGIES, precisionOf, type Plan, type Row } from '../sim/index.ts';
import { shardText, type Results, type Shard } from '../results/index.ts';
import type { Reached } from '../report/index.ts';
import { clean } from './clean.ts';
import { armsOf } from './compare-arms.ts';
import {
  comparisonOf,
  complaintsAboutReport,
  cureOf,
  hasReference,
  tellComparison,
  type ReportSettings,
} from './compare-report.ts';
import type { Executor } from './executors/executor.ts';
import { playPlan, playing, type PlaySettings } from './experiment.ts';
import { EXIT, type Io } from './io.ts';
import { load, type Loaded, type Setting } from './load.ts';
import { playInto, playShardInto } from './results/play-into.ts';
import { shortNames } from './short-names.ts';

/** Replications between two looks at the precision. */
const LOOK_EVERY = 10;

/** How well a metric is to be known before no more runs are played. */
export interface Within {
  metric: string;
  /** Half of its interval, as a share of the mean. */
  share: number;
}

export interface CompareSettings extends PlaySettings, ReportSettings {
  strategies?: string[];
  runsMost: number;
  within?: Within;
  set: Setting[];
  /** Folder that keeps what has been played. */
  out?: string;
  /** Plays only this part of the runs, into the folder. */
  shard?: Shard;
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
  const asking = armsOf(loaded, settings, io);
  if (asking === null || !hasReference(asking, settings, io)) return EXIT.badInput;
  const { runs, runsMost, root, within, out, shard, version } = settings,
    plan: Plan = { title: titleOf(loaded), root, replications: within === undefined ? runs : runsMost, arms: asking.arms },
    nothing: Results = { tool: `cutover ${version}`, plan, rows: [], shard: null, asked: asking.asked };
  return playing(settings, '', io, async (executor) => {
    if (out !== undefined && shard !== undefined) await playShardInto(out, { ...nothing, shard }, executor, io);
    else if (out !== undefined) tellComparison(await playInto(out, nothing, executor, io), settings, null, io);
    else {
      const { rows, reached } = await playAll(plan, settings, executor, io);
      tellComparison({ ...nothing, rows }, settings, reached, io);
    }
  });
}

function complaintsAbout(settings: CompareSettings): string[] {
  const { strategies = [], metrics, within, runs, runsMost, out, shard } = settings,
    known = METRICS.map(({ id }) => id),
    kinds = STRATEGIES.map(({ id }) => id);
  return [
    ...strategies.filter((id) => !kinds.includes(id)).map((id) => `--strategies: there is no "${id}". ${cureOf(id, kinds)}`),
    ...complaintsAboutReport(settings),
    ...(within !== undefined && !known.includes(within.metric)
      ? [`--within: there is no "${within.metric}". ${cureOf(within.metric, known)}`]
      : []),
    ...(within !== undefined && known.includes(within.metric) && !metrics.includes(within.metric)
      ? [`--within: ${within.metric} is not among the metrics shown. Add it to --metrics.`]
      : []),
    ...(within !== undefined && runsMost < runs ? [`--runs-most: ${runsMost} is less than the ${runs} runs of --runs.`] : []),
    ...(within !== undefined && out !== undefined
      ? ['--within: a folder keeps a number of runs that is known before. Leave it out, and give --runs.']
      : []),
    ...(shard !== undefined && out === undefined
      ? [`--shard: nobody keeps what shard ${shardText(shard)} plays. Add --out DIR, the same for all shards or one for each.`]
      : []),
  ];
}

const titleOf = (loaded: readonly Loaded[]): string =>
  loaded.length === 1 ? loaded[0]!.scenario.title : shortNames(loaded.map(({ file }) => file)).join(', ');

/** Plays what was asked for, and more where a precision was, always whole replications. @throws CannotPlay */
async function playAll(
  plan: Plan,
  settings: CompareSettings,
  executor: Executor,
  io: Io,
): Promise<{ rows: Row[]; reached: Reached | null }> {
  const { runs, within } = settings,
    arms = plan.arms.length,
    most = plan.replications,
    rows: Row[] = [];
  const is = (): number | null => precisionOf(comparisonOf(plan, rows, settings), within!.metric);
  for (let done = 0; done < most;) {
    const next = Math.min(most, done === 0 ? runs : done + LOOK_EVERY);
    rows.push(...(await playPlan(plan, executor, io, { from: done * arms, to: next * arms }, most * arms)));
    done = next;
    if (within !== undefined && (is() ?? Infinity) <= within.share) break;
  }
  return { rows, reached: within === undefined ? null : { ...within, is: is() } };
}
