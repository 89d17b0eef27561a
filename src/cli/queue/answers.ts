import {
  METRICS,
  OUTCOME_LABELS,
  seedOf,
  type Outcome,
  type Plan,
  type Row,
  type RunRange,
  type UndoneBy,
} from '../../sim/index.ts';

/** Text of an answer at most: four times what the largest shard of sensible numbers takes. */
export const ANSWER_TEXT_MOST = 1_000_000;

/** What a worker leaves of a shard. */
export interface Answer {
  /** Who it says that it is; for people who look for a machine, and for nothing else. */
  by: string;
  /** The rows, or the run that cannot be played. */
  of: { rows: readonly Row[] } | { cannot: number };
}

export const answerText = ({ by, of }: Answer): string => JSON.stringify({ by, ...of });

/**
 * Reads what anyone may have left as the answer to a shard: every row is the one that was asked for, and has the values that a row has.
 * Whether they are true only playing can tell.
 * @throws RangeError with what is wrong about it
 */
export function readAnswer(text: string, plan: Plan, shard: RunRange): Answer {
  const read = parsed(text);
  if (typeof read !== 'object' || read === null) throw new RangeError('it is no answer');
  const { by, rows, cannot } = read as { by?: unknown; rows?: unknown; cannot?: unknown },
    named = typeof by === 'string' ? by.slice(0, 80) : 'someone';
  if (cannot !== undefined) {
    if (!Number.isInteger(cannot) || (cannot as number) < shard.from || (cannot as number) >= shard.to)
      throw new RangeError('it speaks of a run that is not among them');
    return { by: named, of: { cannot: cannot as number } };
  }
  const runs = shard.to - shard.from;
  if (!Array.isArray(rows)) throw new RangeError('it has no rows');
  if (rows.length !== runs) throw new RangeError(`it has ${rows.length} rows, not ${runs}`);
  return { by: named, of: { rows: rows.map((row, index) => rowIn(row, plan, shard.from + index)) } };
}

function rowIn(read: unknown, plan: Plan, run: number): Row {
  const wrong = (what: string): RangeError => new RangeError(`${what} of run ${run + 1} is wrong`);
  const arms = plan.arms.length,
    arm = run % arms,
    replication = Math.floor(run / arms),
    seed = seedOf(plan.root, replication);
  const given = (typeof read === 'object' && read !== null ? read : {}) as { [Field in keyof Row]?: unknown };
  if (given.arm !== arm || given.replication !== replication) throw wrong('the place');
  if (given.seed !== seed) throw wrong('the seed');
  if (!isOutcome(given.outcome)) throw wrong('the outcome');
  if (!isUndoneBy(given.undoneBy)) throw wrong('the undo');
  if (!isValues(given.values)) throw wrong('the list of values');
  const { outcome, undoneBy, values } = given;
  return { arm, replication, seed, outcome, undoneBy, values };
}

/** The same row, to the last bit. */
export const isSameRow = (one: Row, other: Row): boolean => JSON.stringify(one) === JSON.stringify(other);

const isOutcome = (value: unknown): value is Outcome => typeof value === 'string' && Object.hasOwn(OUTCOME_LABELS, value);

const isUndoneBy = (value: unknown): value is UndoneBy | null => value === null || value === 'person' || value === 'controller';

const isValues = (value: unknown): value is (number | null)[] =>
  Array.isArray(value) &&
  value.length === METRICS.length &&
  value.every((one) => one === null || (typeof one === 'number' && Number.isFinite(one)));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
