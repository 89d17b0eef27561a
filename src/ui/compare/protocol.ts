import { METRICS, OUTCOME_LABELS, type Row, type Source } from '../../sim/index.ts';

/** Some replications of one arm: all that a worker needs to play them. */
export interface Job {
  /** See `keyOf`: jobs of one arm share it. */
  key: string;
  source: Source;
  /** Seed of the whole experiment. */
  root: number;
  /** First replication, and the one after the last. */
  from: number;
  to: number;
}

export type FromWorker = { type: 'rows'; rows: Row[] } | { type: 'failure'; message: string };

/** What a worker said, or null when it is nothing that a worker of ours would say to this job. */
export function answerOf(data: unknown, job: Job): FromWorker | null {
  if (!isRecord(data)) return null;
  if (data['type'] === 'failure' && typeof data['message'] === 'string') return { type: 'failure', message: data['message'] };
  const rows = data['rows'];
  if (data['type'] !== 'rows' || !Array.isArray(rows) || rows.length !== job.to - job.from) return null;
  return rows.every((row: unknown, index) => isRow(row) && row.replication === job.from + index) ? { type: 'rows', rows } : null;
}

function isRow(value: unknown): value is Row {
  if (!isRecord(value)) return false;
  const { arm, replication, seed, outcome, undoneBy, values } = value;
  return (
    Number.isInteger(arm) &&
    Number.isInteger(replication) &&
    Number.isInteger(seed) &&
    typeof outcome === 'string' &&
    Object.hasOwn(OUTCOME_LABELS, outcome) &&
    (undoneBy === null || undoneBy === 'person' || undoneBy === 'controller') &&
    Array.isArray(values) &&
    values.length === METRICS.length &&
    values.every((each) => each === null || Number.isFinite(each))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
