import fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import { expect, test } from 'vitest';
import { digestOf, inOrder, readResults, sha256Of, writeResults } from '../../src/results/index.ts';
import { METRICS, seedOf } from '../../src/sim/index.ts';
import { allRows, plan, resultsOf, rowAt, someRows } from './sample.ts';

test('what is written is read, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, async (rows) => {
      const read = await readResults(await writeResults(resultsOf(rows)));
      expect(read).toEqual(resultsOf(inOrder(plan, rows)));
      expect(read.rows.flatMap(({ values }) => values.map((value) => Object.is(value, -0)))).toEqual(
        inOrder(plan, rows).flatMap(({ values }) => values.map((value) => Object.is(value, -0))),
      );
    }),
    { numRuns: 40 },
  );
});

test('the same rows are the same bytes, in whatever order they come', async () => {
  const rows = allRows(),
    shuffled = rows.toSorted((one, other) => one.seed - other.seed || other.arm - one.arm);
  const [one, other, again] = await Promise.all([rows, shuffled, rows].map((some) => writeResults(resultsOf(some))));
  expect(await sha256Of(one!)).toBe(await sha256Of(other!));
  expect(again).toEqual(one);
  expect(await sha256Of(await writeResults(resultsOf(rows.slice(1))))).not.toBe(await sha256Of(one!));
});

test('seeds beyond a signed word stay what they are', async () => {
  const large = Array.from({ length: 50 }, (_, replication) => seedOf(plan.root, replication)).findIndex(
    (seed) => seed > 0x80000000,
  );
  expect(large).toBeGreaterThanOrEqual(0);
  const row = rowAt(
    large * 3,
    METRICS.map(() => null),
  );
  expect((await readResults(await writeResults(resultsOf([row])))).rows).toEqual([row]);
});

test('the shard and what was asked for come back', async () => {
  const more = {
    shard: { index: 2, count: 3 },
    asked: {
      files: ['a.yaml', '<stdin>'],
      strategies: null,
      set: [{ path: 'horizon', value: '5m' }],
      arms: plan.arms.map(({ id }) => ({ file: `${id}.yaml`, set: [{ path: 'fleet.replicas', value: '3' }] })),
    },
  };
  expect(await readResults(await writeResults(resultsOf(allRows(), more)))).toEqual(resultsOf(allRows(), more));
});

test('any reader of Parquet finds the units and the plan beside the rows', async () => {
  const metadata = parquetMetadata(await writeResults(resultsOf(allRows())));
  const told = Object.fromEntries(metadata.key_value_metadata!.map(({ key, value }) => [key, value!]));
  expect(told['cutover.schema']).toBe('cutover.runs/1');
  expect(JSON.parse(told['cutover.units']!)).toMatchObject({ leadTime: 'microseconds', availability: 'share 0-1' });
  expect(JSON.parse(told['cutover.plan']!)).toEqual(plan);
  expect(told['cutover.runs']).toBe('[[0,150]]');
  expect([metadata.num_rows, metadata.schema.slice(1, 6).map(({ name }) => name)]).toEqual([
    150n,
    ['arm', 'replication', 'seed', 'outcome', 'undoneBy'],
  ]);
});

test('a row that is there twice is not written', async () => {
  await expect(writeResults(resultsOf([...allRows(), allRows()[7]!]))).rejects.toThrow('run 7 is there twice');
});

test('the digest sees every number, and the sign of zero', async () => {
  const rows = allRows(),
    values = METRICS.map(() => 0);
  const changed = (of: readonly number[]) => digestOf(plan, [...rows.slice(1), rowAt(0, of)]);
  const digests = await Promise.all([
    digestOf(plan, rows),
    changed(values),
    changed(values.with(-1, -0)),
    changed(values.with(0, 5e-324)),
  ]);
  expect(new Set(digests).size).toBe(4);
});
