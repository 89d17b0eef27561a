import {
  judgeExpectations,
  parseExpectation,
  play,
  summarise,
  type Comparison,
  type Expectation,
  type Judgement,
  type Row,
  type Scenario,
} from '../sim/index.ts';
import { clean } from './clean.ts';
import { runCommand } from './command.ts';
import type { Io } from './io.ts';
import type { Loaded, Setting } from './load.ts';
import { tellTrouble } from './trouble.ts';

export interface GateSettings {
  expect: string[];
  runs: number;
  root: number;
  /** What a verdict that is undecided counts for. */
  undecided: 'pass' | 'fail';
  set: Setting[];
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
}

/** Expectations of the command line; null after telling what is wrong with one. */
export function expectationsOf(texts: readonly string[], io: Io): Expectation[] | null {
  const read = texts.map((text) => parseExpectation(text));
  for (const wrong of read) if ('cure' in wrong) io.err(`${clean(`--expect  ${wrong.message}. ${wrong.cure}`)}\n`);
  return read.some((one) => 'cure' in one) ? null : (read as Expectation[]);
}

/** Plays the runs of one file, and of the file before on the same seeds; null after telling why they cannot be played. */
export function gate(
  loaded: Loaded,
  against: Loaded | null,
  asked: readonly Expectation[],
  settings: GateSettings,
  io: Io,
): Gated | null {
  const own = loaded.scenario.expect.map((text) => parseExpectation(text) as Expectation);
  const expectations = [...own, ...asked.filter(({ text }) => !own.some((one) => one.text === text))];
  const rows = playAll(loaded, 0, settings, io),
    before = against === null ? [] : playAll(against, 1, settings, io);
  if (rows === null || before === null) return null;
  const judgements = judgeExpectations(expectations, rows);
  return {
    file: loaded.file,
    isPassed: judgements.every((judgement) => countsAs(judgement, settings) === 'pass'),
    judgements,
    change: against === null ? null : { against: against.file, comparison: compared(loaded, against, [...rows, ...before]) },
    settings,
    command: (seed) => runCommand(loaded.file, settings.set, seed),
  };
}

/** Whether a judgement lets the gate pass. */
export const countsAs = ({ verdict }: Judgement, { undecided }: GateSettings): 'pass' | 'fail' =>
  verdict === 'undecided' ? undecided : verdict;

const compared = (loaded: Loaded, against: Loaded, rows: readonly Row[]): Comparison =>
  summarise(
    [
      { id: 'after', label: loaded.file, source: loaded.source },
      { id: 'before', label: against.file, source: against.source },
    ],
    rows,
    { reference: 'before' },
  );

function playAll(
  { file, scenario }: { file: string; scenario: Scenario },
  arm: number,
  { runs, root }: GateSettings,
  io: Io,
): Row[] | null {
  try {
    return Array.from({ length: runs }, (_, replication) => play(scenario, arm, replication, root));
  } catch (error) {
    tellTrouble(error, file, io);
    return null;
  }
}
