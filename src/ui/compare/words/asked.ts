import { assertedArms, HAPPENINGS, playedOf, ScenarioError, strategyOf, type Arm, type Played, type Row, type Source, type TellingRun } from '../../../sim/index.ts';

/** One row of the table: a strategy with what is played of it. */
export interface AskedRow {
  id: string;
  label: string;
  /** One for each part of the mix; none where the world does not allow the strategy. */
  arms: readonly Arm[];
  /** Why there are none; empty where there are. */
  problem: string;
}

/** What has to be played, strategy by strategy, so that one that is not possible leaves the others alone. */
export const askedRows = (world: Source, ids: readonly string[]): AskedRow[] =>
  ids.map((id) => {
    const label = strategyOf(id).title;
    try {
      return { id, label, arms: assertedArms(world, [id]), problem: '' };
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const [{ path, message, cure }] = error.issues as [ScenarioError['issues'][number]];
      return { id, label, arms: [], problem: `${path} ${message}. ${cure}`.trim() };
    }
  });

/** What has been played of the rows so far. @param rowsOf the runs of some arms, each with its place among these */
export const playedRows = (world: Source, asked: readonly AskedRow[], rowsOf: (arms: readonly Arm[]) => Row[]): Played[] =>
  asked.flatMap(({ id, arms }) => (arms.length === 0 ? [] : playedOf(world, [id], rowsOf(arms))));

/** The world of one run of a row. */
export const worldOf = ({ arms }: AskedRow, { happening }: TellingRun): Source | null => arms[HAPPENINGS.indexOf(happening)]?.source ?? null;

/** Why a row has no runs, or not all: what the world says, or what went wrong with one of its parts. */
export const problemOf = ({ arms, problem }: AskedRow, problems: Readonly<Record<string, string>>): string =>
  problem !== '' ? problem : (arms.map(({ id }) => problems[id]).find((one) => one !== undefined) ?? '');

