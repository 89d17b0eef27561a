import { parquetMetadata, parquetReadObjects, type FileMetaData } from 'hyparquet';
import { METRICS, fingerprintOf, runsIn } from '../sim/index.ts';
import { columnNames, rowsIn, unitsOfMetrics } from './columns.ts';
import { digestOf } from './digest.ts';
import { checkPages } from './pages.ts';
import { askedIn, isRecord, planIn, shardIn } from './plan-text.ts';
import { ResultsProblem } from './problem.ts';
import { ROWS_MAX, rangesOf, type Results } from './results.ts';
import { RUNS_SCHEMA } from './write.ts';

/** Bytes of a file at most: as many rows as there may be, and a plan beside them. */
export const BYTES_MAX = 192 * 1024 * 1024;

const MAGIC = [0x50, 0x41, 0x52, 0x31];

/** Whether bytes begin as a Parquet file does. */
export const looksLikeResults = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte);

/**
 * Reads what `writeResults` wrote. Nothing in the file is believed: what it holds has to be rows of its own plan, as many as it says,
 * with the seeds that the plan gives them, and with the digest that was taken of them.
 * @throws ResultsProblem, whatever the bytes are
 */
export async function readResults(bytes: Uint8Array): Promise<Results> {
  if (bytes.length > BYTES_MAX)
    throw new ResultsProblem(`it is larger than ${BYTES_MAX / 1024 / 1024} MB; no results of ours are.`);
  if (!looksLikeResults(bytes)) throw new ResultsProblem('it is no Parquet file.');
  try {
    return await resultsIn(bytes);
  } catch (error) {
    if (error instanceof Foreign) throw new ResultsProblem(error.message);
    const why = error instanceof ResultsProblem ? ` (${error.message})` : '';
    throw new ResultsProblem(`it is damaged or was cut short${why}. Copy it again, or remove it and play its runs again.`);
  }
}

/** Whole, as far as one can see, but nothing for us. */
class Foreign extends Error {}

async function resultsIn(bytes: Uint8Array): Promise<Results> {
  const metadata = parquetMetadata(bytes, { geoparquet: false }),
    told = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? '']));
  const of = (key: string): string => told.get(`cutover.${key}`) ?? '';
  if (!told.has('cutover.schema')) throw new Foreign('it is a Parquet file of something else: Cutover did not write it.');
  if (of('schema') !== RUNS_SCHEMA)
    throw new Foreign(`it has the schema ${short(of('schema'))}, and this version reads ${RUNS_SCHEMA}.`);
  checkMetrics(of('units'), of('tool'));
  checkColumns(metadata);
  const plan = planIn(of('plan'));
  if (fingerprintOf(plan) !== of('fingerprint')) throw new ResultsProblem('its plan has another fingerprint');
  if (metadata.num_rows > BigInt(Math.min(ROWS_MAX, runsIn(plan)))) throw new ResultsProblem('it has too many rows');
  checkPages(bytes, metadata);

  const file = { byteLength: bytes.length, slice: (from: number, to?: number) => bytes.slice(from, to).buffer };
  const rows = rowsIn(await parquetReadObjects({ file, metadata, columns: columnNames() }), plan);
  if (BigInt(rows.length) !== metadata.num_rows) throw new ResultsProblem('it has fewer rows than it says');
  const ranges = rangesOf(plan, rows);
  if (JSON.stringify(ranges.map(({ from, to }) => [from, to])) !== of('runs'))
    throw new ResultsProblem('its rows are not the runs that it says');
  if (ranges.some(({ from }, index) => index > 0 && from < ranges[index - 1]!.to))
    throw new ResultsProblem('its rows are out of order');
  if ((await digestOf(plan, rows)) !== of('digest')) throw new ResultsProblem('its rows have another digest');
  const shard = told.has('cutover.shard') ? shardIn(of('shard')) : null;
  const asked = told.has('cutover.command') ? askedIn(of('command'), plan.arms.length) : null;
  return { tool: of('tool'), plan, rows, shard, asked };
}

/** Another version may measure other things, or in another order; its rows would mean nothing here. */
function checkMetrics(units: string, tool: string): void {
  if (units === JSON.stringify(unitsOfMetrics())) return;
  const named: unknown = JSON.parse(units);
  if (!isRecord(named)) throw new ResultsProblem('its units cannot be understood');
  const unknown = Object.keys(named).filter((id) => !METRICS.some((metric) => metric.id === id));
  throw new Foreign(
    `it was written by ${short(tool)}, which measures other things than this version${unknown.length === 0 ? '' : ` (${short(unknown.join(', '))})`}. Read it with that version, or play its runs again.`,
  );
}

function checkColumns({ schema, row_groups: groups }: FileMetaData): void {
  const [root, ...columns] = schema,
    expected = columnNames();
  const isFlat = root?.num_children === columns.length && columns.every(({ type }) => type !== undefined);
  if (!isFlat || columns.length !== expected.length || columns.some(({ name }, index) => name !== expected[index]))
    throw new ResultsProblem('its columns are not those of its metrics');
  if (groups.some((group) => group.columns.length !== expected.length)) throw new ResultsProblem('a column is missing');
}

const short = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`);
