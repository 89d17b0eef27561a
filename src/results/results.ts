import { runsIn, type Plan, type Row, type RunRange } from '../sim/index.ts';

/** Rows at most in one file: four times what the largest comparison plays. */
export const ROWS_MAX = 300_000;

/** A value that was changed, at its path. */
export interface Change {
  path: string;
  value: string;
}

/** What was asked for on a command line, so that it can be had again. */
export interface Asked {
  files: readonly string[];
  /** Null where nobody said which. */
  strategies: readonly string[] | null;
  set: readonly Change[];
  /** Where each arm came from, and what was changed in it. */
  arms: readonly { file: string; set: readonly Change[] }[];
}

/** The i-th of n parts of a plan, counted from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** Rows of a plan, all or some, with everything that it takes to understand them and to play them again. */
export interface Results {
  /** Program and version that played them, such as `cutover 0.1.0`. */
  tool: string;
  plan: Plan;
  /** In the order of the plan, each once. */
  rows: readonly Row[];
  /** Null for rows that are not just one shard. */
  shard: Shard | null;
  /** Null where nobody asked on a command line. */
  asked: Asked | null;
}

/** The place of a row in its plan. */
export const runOf = ({ arms }: Plan, { arm, replication }: Row): number => replication * arms.length + arm;

export const inOrder = (plan: Plan, rows: readonly Row[]): Row[] =>
  rows.toSorted((one, other) => runOf(plan, one) - runOf(plan, other));

/** The runs of some rows as ranges without gaps. @param rows in the order of the plan */
export function rangesOf(plan: Plan, rows: readonly Row[]): RunRange[] {
  const ranges: RunRange[] = [];
  for (const row of rows) {
    const run = runOf(plan, row),
      last = ranges.at(-1);
    if (last?.to === run) ranges[ranges.length - 1] = { from: last.from, to: run + 1 };
    else ranges.push({ from: run, to: run + 1 });
  }
  return ranges;
}

/** What of a range is in none of those given. @param ranges in order, without overlap */
export function missingIn(range: RunRange, ranges: readonly RunRange[]): RunRange[] {
  const missing: RunRange[] = [];
  let from = range.from;
  for (const held of ranges) {
    if (held.to <= from) continue;
    if (held.from >= range.to) break;
    if (held.from > from) missing.push({ from, to: held.from });
    from = held.to;
  }
  return from < range.to ? [...missing, { from, to: range.to }] : missing;
}

/** All the runs that a plan has. */
export const allOf = (plan: Plan): RunRange => ({ from: 0, to: runsIn(plan) });

/** Runs as people count them. */
export const inWords = ({ from, to }: RunRange): string => (to - from === 1 ? `run ${to}` : `runs ${from + 1} to ${to}`);
