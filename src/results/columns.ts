import type { ColumnSource } from 'hyparquet-writer';
import {
  EXPORTED_UNITS,
  METRICS,
  OUTCOME_LABELS,
  seedOf,
  type Outcome,
  type Plan,
  type Row,
  type UndoneBy,
} from '../sim/index.ts';
import { ResultsProblem } from './problem.ts';

/** What a run is called by and how it ended; a column for each metric follows. */
const LEADING = ['arm', 'replication', 'seed', 'outcome', 'undoneBy'] as const;

/** All columns, in order. */
export const columnNames = (): string[] => [...LEADING, ...METRICS.map(({ id }) => id)];

/** What the values of each metric are counted in, by id. */
export const unitsOfMetrics = (): Record<string, string> =>
  Object.fromEntries(METRICS.map(({ id, unit }) => [id, unit === 'duration' ? 'microseconds' : EXPORTED_UNITS[unit]]));

export function columnsOf(plan: Plan, rows: readonly Row[]): ColumnSource[] {
  const text = (name: string, data: (string | null)[], nullable = false): ColumnSource => ({
    name,
    data,
    type: 'STRING',
    nullable,
  });
  return [
    text(
      'arm',
      rows.map(({ arm }) => plan.arms[arm]!.id),
    ),
    { name: 'replication', data: rows.map(({ replication }) => replication), type: 'INT32', nullable: false },
    // Half of the seeds are beyond a signed word.
    { name: 'seed', data: rows.map(({ seed }) => BigInt(seed)), type: 'INT64', nullable: false },
    text(
      'outcome',
      rows.map(({ outcome }) => outcome),
    ),
    text(
      'undoneBy',
      rows.map(({ undoneBy }) => undoneBy),
      true,
    ),
    ...METRICS.map(({ id }, index): ColumnSource => ({
      name: id,
      data: rows.map(({ values }) => values[index]!),
      type: 'DOUBLE',
      // A dictionary would take −0 and 0 for one.
      encoding: 'PLAIN',
    })),
  ];
}

/**
 * Understands what a file has as rows, and believes nothing of it.
 * @param read a record a row, by column
 */
export function rowsIn(read: readonly Record<string, unknown>[], plan: Plan): Row[] {
  const arms = new Map(plan.arms.map(({ id }, index) => [id, index])),
    ids = METRICS.map(({ id }) => id);
  return read.map((record, index) => {
    const wrong = (what: string): ResultsProblem => new ResultsProblem(`the ${what} of row ${index + 1} is wrong`);
    const { replication, seed, outcome, undoneBy } = record,
      arm = arms.get(record['arm'] as string);
    if (arm === undefined) throw wrong('arm');
    if (!Number.isInteger(replication) || (replication as number) < 0 || (replication as number) >= plan.replications)
      throw wrong('replication');
    if (seed !== BigInt(seedOf(plan.root, replication as number))) throw wrong('seed');
    if (!isOutcome(outcome)) throw wrong('outcome');
    if (!isUndoneBy(undoneBy)) throw wrong('undoneBy');
    const values = ids.map((id) => {
      const value = record[id];
      if (value !== null && !(typeof value === 'number' && Number.isFinite(value))) throw wrong(id);
      return value;
    });
    return { arm, replication: replication as number, seed: Number(seed), outcome, undoneBy, values };
  });
}

const isOutcome = (value: unknown): value is Outcome => typeof value === 'string' && Object.hasOwn(OUTCOME_LABELS, value);

const isUndoneBy = (value: unknown): value is UndoneBy | null => value === null || value === 'person' || value === 'controller';
