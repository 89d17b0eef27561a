import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readResults, writeResults } from '../../src/results/index.ts';
import { SMALL, cutover } from './run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (...path: string[]): string => join(folder, ...path);
const small = place('small.yaml');
const shard = (index: string, dir: string, ...more: string[]) =>
  cutover(['compare', small, '--runs', '3', '--shard', index, '--out', dir, ...more]);

beforeAll(async () => {
  writeFileSync(small, SMALL);
  for (const index of ['1/2', '2/2']) await shard(index, place('whole'));
});

/** A copy of the two shards, to do harm to. */
function copyOf(name: string): string {
  cpSync(place('whole'), place(name), { recursive: true });
  return place(name);
}

test('a shard that is there is not played again, one that is damaged is', async () => {
  const dir = copyOf('twice'),
    file = join(dir, 'shard-1-of-2.parquet');
  expect(await shard('1/2', dir)).toEqual({
    code: 0,
    out: '',
    err: `${file} is there already: shard 1/2, runs 1 to 6 of 12\n`,
  });
  const right = readFileSync(file);
  writeFileSync(file, right.subarray(0, 999));
  expect((await shard('1/2', dir)).err).toBe(
    `${file} is damaged; its runs are played again.\n${file} written: shard 1/2, runs 1 to 6 of 12\n`,
  );
  expect(readFileSync(file)).toEqual(right);
});

test('the runs of shards that are there are not played again by who plays all', async () => {
  const dir = copyOf('after'),
    file = join(dir, 'shard-1-of-2.parquet'),
    results = await readResults(new Uint8Array(readFileSync(file))),
    marked = { ...results.rows[3]!, values: results.rows[3]!.values.with(0, 123_456) };
  writeFileSync(file, await writeResults({ ...results, rows: results.rows.with(3, marked) }));
  rmSync(`${file}.sha256`);
  expect((await cutover(['compare', small, '--runs', '3', '--out', dir])).code).toBe(0);
  const { rows } = await readResults(new Uint8Array(readFileSync(join(dir, 'runs.parquet'))));
  expect([rows.length, rows[3]]).toEqual([12, marked]);
});

test('a damaged part is told of, and its runs are played again', async () => {
  const dir = place('parts');
  mkdirSync(join(dir, 'parts'), { recursive: true });
  writeFileSync(join(dir, 'parts', '0-beef.parquet'), 'PAR1 and then nothing that is right');
  const { code, err } = await cutover(['compare', small, '--runs', '3', '--out', dir]);
  expect(code).toBe(0);
  expect(err).toContain('0-beef.parquet is damaged; its runs are played again.');
  expect(readdirSync(dir).sort()).toEqual(['manifest.json', 'plan.json', 'runs.parquet']);
});

test('every format tells of a result file what it tells of the runs', async () => {
  const dir = place('formats'),
    options = ['--metrics', 'leadTime,downtime', '--reference', 'canary', '--confidence', '90%'];
  for (const as of ['table', 'md', 'latex', 'csv', 'json']) {
    const played = await cutover(['compare', small, '--runs', '6', '--set', 'horizon=2m', ...options, '--format', as]);
    const kept = await cutover([
      'compare',
      small,
      '--runs',
      '6',
      '--set',
      'horizon=2m',
      '--out',
      dir,
      ...options,
      '--format',
      as,
    ]);
    const read = await cutover(['compare', join(dir, 'runs.parquet'), ...options, '--format', as]);
    expect([kept.out, read]).toEqual([played.out, { code: 0, out: played.out, err: '' }]);
  }
});

test.each([
  ['another number of runs', ['--runs', '4']],
  ['another root', ['--runs', '3', '--root', '2']],
  ['another world', ['--runs', '3', '--set', 'fleet.replicas=3']],
  ['other rows', ['--runs', '3', '--strategies', 'rolling,canary']],
])('a folder is not taken for %s', async (_what, args) => {
  const { code, out, err } = await cutover(['compare', small, ...args, '--out', place('whole')]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(
    `${place('whole')}: holds the results of another plan (Small): its scenarios, rows, --runs or --root are others. Name another folder, or repeat the command that began this one.\n`,
  );
});

test('a folder is not taken by another version', async () => {
  const dir = copyOf('old'),
    plan = join(dir, 'plan.json');
  writeFileSync(plan, readFileSync(plan, 'utf8').replace(/cutover \d+\.\d+\.\d+/, 'cutover 0.0.1'));
  expect((await shard('1/2', dir)).err).toMatch(
    /^.* was begun by cutover 0\.0\.1, and this is cutover .*\. Go on with that version, or name another folder\.\n$/,
  );
  writeFileSync(plan, 'well?');
  expect((await shard('1/2', dir)).err).toContain('plan.json: is not what Cutover wrote. Name another folder.');
});

const refused: [what: string, harm: (dir: string) => Promise<void> | void, says: string][] = [
  ['a missing shard', (dir) => rmSync(join(dir, 'shard-2-of-2.parquet')), 'play --shard 2/2, too.'],
  [
    'a shard that is there twice',
    (dir) => cpSync(join(dir, 'shard-1-of-2.parquet'), join(dir, 'shard-1-of-9.parquet')),
    'both hold run 1: remove one of them.',
  ],
  [
    'a damaged shard',
    (dir) => writeFileSync(join(dir, 'shard-1-of-2.parquet'), 'PAR1'),
    'shard-1-of-2.parquet: it is damaged or was cut short',
  ],
  [
    'a shard with another digest',
    (dir) => writeFileSync(join(dir, 'shard-1-of-2.parquet.sha256'), `${'0'.repeat(64)}  shard-1-of-2.parquet\n`),
    'its bytes are not those of shard-1-of-2.parquet.sha256.',
  ],
  [
    'a shard of another plan',
    async (dir) => {
      await shard('2/2', place('other'), '--set', 'fleet.replicas=3');
      cpSync(join(place('other'), 'shard-2-of-2.parquet'), join(dir, 'shard-2-of-2.parquet'));
      rmSync(join(dir, 'shard-2-of-2.parquet.sha256'));
    },
    'are of different plans: keep only the results of one in a folder.',
  ],
  [
    'a shard of another version',
    async (dir) => {
      const file = join(dir, 'shard-2-of-2.parquet');
      writeFileSync(
        file,
        await writeResults({ ...(await readResults(new Uint8Array(readFileSync(file)))), tool: 'cutover 9.9.9' }),
      );
      rmSync(`${file}.sha256`);
    },
    'and shard-2-of-2.parquet by cutover 9.9.9: play one of them again',
  ],
];
test.each(refused)('merge refuses %s', async (what, harm, says) => {
  const dir = copyOf(what.replaceAll(' ', '-'));
  await harm(dir);
  const { code, out, err } = await cutover(['merge', dir]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(says);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(readdirSync(dir)).not.toContain('runs.parquet');
});

test.each([
  [['compare', 'S', '--shard', '1/2'], 'Add --out DIR'],
  [['compare', 'S', '--shard', '3/2', '--out', 'x'], 'such as 2/3 for the second of three parts'],
  [['compare', 'S', '--within', 'leadTime=5%', '--out', 'x'], 'Leave it out, and give --runs.'],
  [['compare', 'S', '--asserted', '--out', 'x'], "'--asserted' cannot be used with option '--out <dir>'"],
  [['compare', 'S', '--jobs', '0'], 'from 1 to 256, or auto'],
  [['compare', 'S', '--out', 'S'], 'small.yaml: is no folder.'],
  [['compare', 'F', '--runs', '5', '--jobs', '2'], '--runs, --jobs: the runs of'],
  [['compare', 'F', 'S'], 'results stand alone'],
  [['compare', 'F'], 'it has 6 of 12 runs. Put shards together with cutover merge DIR.'],
  [['compare', 'none.parquet'], 'none.parquet: is not there. Check the name.'],
  [['merge', 'nowhere'], 'There is nothing to merge'],
  [['merge', 'D', '--metrics', 'leadtime'], 'Did you mean "leadTime"?'],
  [['merge', 'D', '--reference', 'rollin'], 'Did you mean "rolling"?'],
])('%j is refused with a cure', async (args, says) => {
  const words: Record<string, string> = { S: small, F: place('whole', 'shard-1-of-2.parquet'), D: place('whole') };
  const { code, out, err } = await cutover(args.map((word) => words[word] ?? word));
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(says);
});

test('two that play the same shard at once do not get into each other’s way', async () => {
  const dir = place('at-once'),
    both = await Promise.all(['1', '2', '3', '4'].map(() => shard('1/2', dir)));
  expect(both.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(readdirSync(dir).sort()).toEqual(['plan.json', 'shard-1-of-2.parquet', 'shard-1-of-2.parquet.sha256']);
  expect(readFileSync(join(dir, 'shard-1-of-2.parquet'))).toEqual(readFileSync(place('whole', 'shard-1-of-2.parquet')));
});

test('a folder that cannot be made is told of', async () => {
  const dir = join('/proc', 'cutover-results', 'of-today');
  expect(await shard('1/2', dir)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(dir) as string });
});

test('what cannot be written leaves nothing half written behind', async () => {
  const dir = copyOf('blocked');
  rmSync(join(dir, 'shard-1-of-2.parquet'));
  mkdirSync(join(dir, 'shard-1-of-2.parquet', 'in-the-way'), { recursive: true });
  const { code, err } = await shard('1/2', dir);
  expect([code, err]).toEqual([2, expect.stringContaining('shard-1-of-2.parquet: is a folder.')]);
  expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
