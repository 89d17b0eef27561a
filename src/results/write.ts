import { parquetWriteBuffer } from 'hyparquet-writer';
import { fingerprintOf } from '../sim/index.ts';
import { columnsOf, unitsOfMetrics } from './columns.ts';
import { digestOf } from './digest.ts';
import { askedText, planText, shardText } from './plan-text.ts';
import { ROWS_MAX, inOrder, rangesOf, runOf, type Results } from './results.ts';

export const RUNS_SCHEMA = 'cutover.runs/1';

/** Rows of a group; one group holds all of a usual experiment. */
const GROUP_ROWS = 65_536;

/**
 * Rows as a Parquet file that explains itself: one row a run, in the order of the plan, a column a metric in the engine's units, and as
 * key-value metadata the plan with its scenarios, the units, the version, which runs these are and the digest of what they say. The
 * same rows always give the same bytes. Nothing is compressed, so that a hostile file cannot grow while it is read.
 * @throws RangeError for a row that is there twice, or more rows than a file may have
 */
export async function writeResults({ tool, plan, rows, shard, asked }: Results): Promise<Uint8Array> {
  if (rows.length > ROWS_MAX) throw new RangeError(`${rows.length} rows are more than the ${ROWS_MAX} of a file`);
  const ordered = inOrder(plan, rows),
    twice = ordered.findIndex((row, index) => index > 0 && runOf(plan, row) === runOf(plan, ordered[index - 1]!));
  if (twice >= 0) throw new RangeError(`run ${runOf(plan, ordered[twice]!)} is there twice`);
  const told: Record<string, string> = {
    'cutover.schema': RUNS_SCHEMA,
    'cutover.tool': tool,
    'cutover.fingerprint': fingerprintOf(plan),
    'cutover.runs': JSON.stringify(rangesOf(plan, ordered).map(({ from, to }) => [from, to])),
    ...(shard && { 'cutover.shard': shardText(shard) }),
    'cutover.digest': await digestOf(plan, ordered),
    'cutover.units': JSON.stringify(unitsOfMetrics()),
    ...(asked && { 'cutover.command': askedText(asked) }),
    'cutover.plan': planText(plan),
  };
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columnsOf(plan, ordered),
      codec: 'UNCOMPRESSED',
      rowGroupSize: GROUP_ROWS,
      kvMetadata: Object.entries(told).map(([key, value]) => ({ key, value })),
      createdBy: tool,
    }),
  );
}
