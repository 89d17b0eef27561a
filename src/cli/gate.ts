import {
  LinkProblem,
  judgeExpectations,
  parseExpectation,
  summarise,
  type Arm,
  type Comparison,
  type Expectation,
  type Judgement,
  type Source,
} from '../sim/index.ts';
import { encodeLink } from '../link/link.ts';
import { clean } from './clean.ts';
import { runCommand } from './command.ts';
import type { Executor } from './executors/executor.ts';
import { playPlan, type PlaySettings } from './experiment.ts';
import type { Io } from './io.ts';
import type { Loaded, Setting } from './load.ts';
import { tellTrouble } from './trouble.ts';

export interface GateSettings extends PlaySettings {
  expect: string[];
  /** What a verdict that is undecided counts for. */
  undecided: 'pass' | 'fail';
  set: Setting[];
  /** Where an app is served that can open links; without it, runs are named by the command alone. */
  app?: string;
}

/** What the gate says of one file. */
export interface Gated {
  file: string;
  isPassed: boolean;
  judgements: readonly Judgement[];
  /** What the edit changes, with the file before; null when there is none to hold it against. */
  change: { against: string; comparison: Comparison } | null;
  settings: GateSettings;
  /** The command that plays one run again. */
  command(seed: number): string;
  /** Where to watch the worst runs, by seed; empty without an app, and for a scenario that is too long for a link. */
  links: ReadonlyMap<number, string>;
}

/** Expectations of the command line; null after telling what is wrong with one. */
export function expectationsOf(texts: readonly string[], io: Io): Expectation[] | null {
  const read = texts.map((text) => parseExpectation(text));
  for (const wrong of read) if ('cure' in wrong) io.err(`${clean(`--expect  ${wrong.message}. ${wrong.cure}`)}\n`);
  return read.some((one) => 'cure' in one) ? null : (read as Expectation[]);
}

/** What is wrong with asking for a change where there is nothing that could have changed; null when all is well. */
export function needsAgainst(expectations: readonly Expectation[], against: Loaded | string | null | undefined): string | null {
  const [first] = expectations.filter(({ change }) => change !== null);
  if (first === undefined || (against ?? null) !== null) return null;
  return `asks for a change ("${first.text}"), but has nothing to hold it against. Name the file before the edit: --against FILE.`;
}

/** Plays the runs of one file, and of the file before on the same seeds; null after telling why they cannot be played. */
export async function gate(
  loaded: Loaded,
  against: Loaded | null,
  asked: readonly Expectation[],
  settings: GateSettings,
  executor: Executor,
  io: Io,
): Promise<Gated | null> {
  const own = loaded.scenario.expect.map((text) => parseExpectation(text) as Expectation);
  const expectations = [...own, ...asked.filter(({ text }) => !own.some((one) => one.text === text))];
  const trouble = needsAgainst(own, against);
  if (trouble !== null) {
    io.err(`${clean(`${loaded.file}  expect: ${trouble}`)}\n`);
    return null;
  }
  const { title } = loaded.scenario,
    arms = [armOf('after', loaded), ...(against === null ? [] : [armOf('before', against)])];
  try {
    const rows = await playPlan({ title, root: settings.root, replications: settings.runs, arms }, executor, io);
    const [after = [], before = []] = arms.map((_, place) => rows.filter(({ arm }) => arm === place)),
      judgements = judgeExpectations(expectations, after, { before });
    return {
      file: loaded.file,
      isPassed: judgements.every((judgement) => countsAs(judgement, settings) === 'pass'),
      judgements,
      change: against === null ? null : { against: against.file, comparison: summarise(arms, rows, { reference: 'before' }) },
      settings,
      command: (seed) => runCommand(loaded.file, settings.set, seed),
      links: await linksTo(loaded.source, judgements, settings.app),
    };
  } catch (error) {
    tellTrouble(error, loaded.file, io);
    return null;
  }
}

async function linksTo(source: Source, judgements: readonly Judgement[], app: string | undefined): Promise<Map<number, string>> {
  const links = new Map<number, string>();
  if (app === undefined) return links;
  for (const { worst } of judgements) {
    if (worst === null || links.has(worst.seed)) continue;
    try {
      links.set(worst.seed, `${app}${await encodeLink({ source, seed: worst.seed, at: 0 })}`);
    } catch (error) {
      if (!(error instanceof LinkProblem)) throw error;
    }
  }
  return links;
}

const armOf = (id: string, { file, source }: Loaded): Arm => ({ id, label: file, source });

/** Whether a judgement lets the gate pass. */
export const countsAs = ({ verdict }: Judgement, { undecided }: GateSettings): 'pass' | 'fail' =>
  verdict === 'undecided' ? undecided : verdict;
