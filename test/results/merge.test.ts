import { expect, test } from 'vitest';
import { ResultsProblem, manifestOf, mergeOf, sha256Of, writeResults, type NamedResults } from '../../src/results/index.ts';
import { shardOf } from '../../src/sim/index.ts';
import { allRows, plan, resultsOf } from './sample.ts';

const shard = (index: number, count: number, of = plan): NamedResults => {
  const { from, to } = shardOf(of, index, count);
  return {
    name: `shard-${index}-of-${count}.parquet`,
    results: resultsOf(allRows(of).slice(from, to), { plan: of, shard: { index, count } }),
  };
};

test('shards in any order come together as the file that one machine would have written', async () => {
  const merged = await writeResults(mergeOf([shard(3, 3), shard(1, 3), shard(2, 3)]));
  expect(await sha256Of(merged)).toBe(await sha256Of(await writeResults(resultsOf(allRows()))));
});

test('more shards than runs are fine', () => {
  const shards = Array.from({ length: 200 }, (_, index) => shard(index + 1, 200));
  expect(mergeOf(shards).rows).toEqual(allRows());
});

test.each([
  ['nothing', [], 'There is nothing to merge: play shards with cutover compare … --shard 1/3 --out DIR.'],
  [
    'a hole',
    [shard(1, 3), shard(3, 3)],
    'Runs 51 to 100 of 150 are in none of shard-1-of-3.parquet, shard-3-of-3.parquet: play --shard 2/3, too.',
  ],
  [
    'many holes',
    [shard(1, 9)],
    'Runs 17 to 150 of 150 are in none of shard-1-of-9.parquet: play --shard 2/9 and --shard 3/9 and --shard 4/9 and --shard 5/9 and --shard 6/9 and 3 more, too.',
  ],
  [
    'an overlap',
    [shard(1, 3), shard(1, 2), shard(2, 2)],
    'shard-1-of-3.parquet and shard-1-of-2.parquet both hold run 1: remove one of them.',
  ],
  [
    'another plan',
    [shard(1, 2), shard(2, 2, { ...plan, root: 7 })],
    'shard-1-of-2.parquet and shard-2-of-2.parquet are of different plans: keep only the results of one in a folder.',
  ],
  [
    'another version',
    [shard(1, 2), { name: 'other.parquet', results: { ...shard(2, 2).results, tool: 'cutover 9.9.9' } }],
    'shard-1-of-2.parquet was played by cutover 0.0.0 and other.parquet by cutover 9.9.9: play one of them again, so that all are of one version.',
  ],
])('%s is refused with its cure', (_what, files, says) => {
  expect(() => mergeOf(files)).toThrow(new ResultsProblem(says));
});

test('a manifest tells the plan, the scenarios, what is measured and what the rows say', async () => {
  const manifest = await manifestOf(resultsOf(allRows()), [], 'Node.js v1');
  expect(manifest).toMatchObject({
    ...{ schema: 'cutover.results/1', tool: 'cutover 0.0.0', platform: 'Node.js v1', title: plan.title },
    ...{ root: 4294967295, replications: 50, runs: 150, files: [] },
  });
  expect(manifest.arms.map(({ id }) => id)).toEqual(['rolling', 'a file, renamed (2)', '__proto__']);
  expect(new Set(manifest.arms.map(({ scenario }) => scenario)).size).toBe(3);
  const same = await manifestOf(resultsOf(allRows().toReversed(), { asked: null }), [], 'Node.js v2');
  expect(same.digest).toBe(manifest.digest);
});
