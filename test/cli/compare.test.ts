import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { estimate } from '../../src/report/index.ts';
import { shortNames } from '../../src/cli/short-names.ts';
import { SECOND } from '../../src/sim/index.ts';
import { SMALL, cutover } from './run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const small = file('small.yaml', SMALL),
  bigger = file('bigger.yaml', SMALL.replace('replicas: 2', 'replicas: 3'));
const compare = (...args: string[]) => cutover(['compare', ...args]);

interface Told {
  family: number;
  within: { metric: string; share: number; is: number | null } | null;
  replications: number;
  arms: {
    id: string;
    outcomes: Record<string, number>;
    cells: Record<string, { n: number; mean: number | null; sorted: number[]; worst: { seed: number; command: string } | null }>;
    contrasts: Record<string, { n: number; mean: number; differs: boolean } | null>;
  }[];
  runs: { arm: string; seed: number; values: Record<string, number | null> }[];
}
const json = async (...args: string[]): Promise<Told> => JSON.parse((await compare(...args, '--format', 'json')).out) as Told;

test('the table has a row for each strategy, the own one first, and fits a terminal', async () => {
  const { code, out, err } = await compare(small, '--runs', '6');
  expect([code, err]).toEqual([0, '']);
  const lines = out.split('\n');
  expect(lines[0]).toBe('Small');
  expect(lines[1]).toContain('6 runs of each row, root seed 1');
  const rows = lines.slice(3, lines.indexOf('', 3)).flatMap((line) => /^[a-z-]+/.exec(line)?.[0] ?? []);
  expect(rows).toEqual(['rolling', 'recreate', 'blue-green', 'canary']);
  expect(out).toContain('Bonferroni over 49 Student intervals');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('what is shown is what the runs are: means, counts, differences, seeds', async () => {
  const told = await json(
    small,
    '--strategies',
    'rolling,recreate',
    '--runs',
    '7',
    '--metrics',
    'leadTime,rollbackTime',
    '--root',
    '9',
  );
  expect([told.family, told.replications, told.runs.length]).toEqual([6, 7, 14]);
  const [rolling, recreate] = told.arms;
  const valuesOf = (arm: string) => told.runs.filter((one) => one.arm === arm).map(({ values }) => values['leadTime']!);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(rolling!.cells['leadTime']!.mean).toBeCloseTo(mean(valuesOf('rolling')), 9);
  expect(rolling!.outcomes['promoted']).toBe(7);
  expect(rolling!.cells['rollbackTime']).toMatchObject({ n: 0, mean: null, worst: null });
  expect(rolling!.contrasts['leadTime']).toBeNull();
  expect(recreate!.contrasts['leadTime']!.mean).toBeCloseTo(mean(valuesOf('recreate')) - mean(valuesOf('rolling')), 9);
});

test('the command given for the worst run plays just that run', async () => {
  const told = await json(small, '--strategies', 'rolling,canary', '--runs', '6', '--set', 'horizon=5m');
  const { worst, sorted } = told.arms[1]!.cells['leadTime']!;
  expect(worst!.command).toMatch(new RegExp(`^cutover run \\S+ --set horizon=5m --set 'strategy=.*' --seed ${worst!.seed}$`));
  const words = [...worst!.command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  const { out } = await cutover([...words.slice(1), '--format', 'json']);
  const { metrics } = JSON.parse(out) as { metrics: Record<string, number> };
  expect(metrics['leadTime']).toBe(sorted.at(-1));
});

test('several files are one row each', async () => {
  const { out } = await compare(small, bigger, small, '--runs', '2', '--metrics', 'peakServers');
  expect(out).toMatch(/bigger\.yaml.*\n.*small\.yaml \(2\)/);
  expect(out).toContain('No ±: fewer than 6 runs have the value.');
  expect(out).toContain('rows of one world play the same users');
  const both = await json(small, bigger, '--strategies', 'rolling,recreate', '--runs', '1');
  expect(both.arms.map(({ id }) => id)).toEqual([
    'small.yaml rolling',
    'small.yaml recreate',
    'bigger.yaml rolling',
    'bigger.yaml recreate',
  ]);
});

test.each([
  [
    ['a/01-x/scenario.yaml', 'a/02-y/scenario.yaml'],
    ['01-x', '02-y'],
  ],
  [
    ['old.yaml', 'new.yaml'],
    ['old.yaml', 'new.yaml'],
  ],
  [
    ['web.yaml', 'next/web.yaml'],
    ['web.yaml', 'next/web.yaml'],
  ],
  [
    ['/etc/x/web.yaml', '/etc/x/web.yaml'],
    ['web.yaml', 'web.yaml'],
  ],
  [['<stdin>'], ['<stdin>']],
])('%j are called %j', (files, names) => {
  expect(shortNames(files)).toEqual(names);
});

test('csv is one row per arm and metric, md one table', async () => {
  const csv = (await compare(small, '--runs', '6', '--metrics', 'leadTime,downtime', '--format', 'csv')).out
    .trimEnd()
    .split('\r\n');
  expect(csv).toHaveLength(1 + 4 * 2);
  expect(csv[1]).toMatch(/^"rolling","Rolling update",".*small\.yaml","1","6","0\.95","14","6",.*"leadTime","seconds","6","0",/);
  expect(new Set(csv.map((line) => line.split('","').length)).size).toBe(1);
  const md = (await compare(small, '--runs', '6', '--metrics', 'leadTime', '--format', 'md')).out.split('\n');
  expect(md).toContain('|  | Promoted | Stalled | Lead time |');
  // Three pauses of 40 seconds do not fit into a minute.
  expect(md.find((line) => line.startsWith('| Canary'))).toMatch(/\| 0 \| 6 \| – \|$/);
  expect(md.join()).toContain('Stalled: neither there nor back when the run ended; a longer one');
  expect(md.filter((line) => /^\| (Rolling|Recreate|Blue|Canary)/.test(line))).toHaveLength(4);
});

test('with --within, runs are played until the metric is known so well, or the budget is spent', async () => {
  const args = [small, '--strategies', 'rolling,recreate', '--metrics', 'leadTime', '--runs', '6'];
  const loose = await json(...args, '--within', 'leadTime=90%');
  expect(loose).toMatchObject({ replications: 6, within: { metric: 'leadTime', share: 0.9 } });
  const tight = await json(...args, '--within', 'leadTime=0.01%', '--runs-most', '20');
  expect(tight.replications).toBe(20);
  expect(tight.within!.is).toBeGreaterThan(0.0001);
  const { out } = await compare(...args, '--within', 'leadTime=20%');
  expect(out).toMatch(/Lead time within 20%: reached after \d+ runs of each; the widest is/);
  const none = await compare(
    small,
    '--metrics',
    'rollbackTime',
    '--runs',
    '1',
    '--runs-most',
    '2',
    '--within',
    'rollbackTime=5%',
  );
  expect(none.out).toContain('Rollback time within 5%: no run has the value after 2 runs of each.');
});

test('progress is told where somebody watches, and cleared', async () => {
  const told: string[] = [];
  let now = 0;
  const { main } = await import('../../src/cli/main.ts');
  const io = { out: () => {}, err: () => {}, stdin: () => Promise.resolve(''), style: (_look: unknown, text: string) => text };
  await main(['compare', small, '--runs', '2'], { ...io, now: () => (now += 60), progress: (text) => void told.push(text) });
  expect(told.slice(0, 2)).toEqual(['2 of 8 runs, under a minute to go', '4 of 8 runs, under a minute to go']);
  expect(told.at(-1)).toBe('');
});

test.each([
  [['--strategies', 'canry'], 'there is no "canry". Did you mean "canary"?'],
  [['--metrics', 'leadtime'], 'Did you mean "leadTime"?'],
  [['--metrics', 'sped'], 'See cutover compare --help'],
  [['--strategies', 'rolling'], 'name two strategies, or two files'],
  [['--reference', 'rollin'], 'no row is called "rollin". Did you mean "rolling"?'],
  [['--metrics', ' ,'], 'Name at least one'],
  [['--runs', '0'], 'from 1 to 3000'],
  [['--confidence', '20%'], 'from 50% to 99.9%'],
  [['--within', 'leadTime'], 'such as leadTime=5%'],
  [['--within', 'failed=5%'], 'Add it to --metrics'],
  [['--within', 'leadTime=5%', '--runs', '9', '--runs-most', '3'], '3 is less than the 9 runs'],
  [['--set', 'fleet.replicas=minus'], 'fleet.replicas'],
  [['--out', ''], 'Name a folder'],
  [['--mix', 'subtleBug=1%'], '--mix says something only with --asserted.'],
  [['--detect', '1%', '--mix', 'subtleBug=1%'], '--mix says something only with --asserted.'],
  [['--runs-most', '5'], '--runs-most says something only with --within.'],
  [['--asserted', '--detect', '1%'], "cannot be used with option '--asserted'"],
  [['--asserted', '--shard', '1/2'], "'--asserted' cannot be used with option '--shard <i/n>'"],
  [['--detect', '1%', '--metrics', 'leadTime'], "'--detect <sizes>' cannot be used with option '--metrics <ids>'"],
])('%j is refused with a cure', async (args, says) => {
  const { code, out, err } = await compare(small, ...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(says);
});

test.each([
  ['requests', 1042, 12.3, '1,042 ± 12'],
  ['requests', 1234567.4, 3, '1,234,567 ± 3'],
  ['requests', 6.25, 1.63, '6.3 ± 1.6'],
  ['duration', 42.13 * SECOND, 0.84 * SECOND, '42.1 ± 0.8 s'],
  ['duration', 0, 0, '0 ± 0 s'],
  ['share', 0.9991, 0.0002, '99.91 ± 0.02%'],
  ['money', -0.0000671, 0.0000003, '−0.0001 ± <0.0001'],
  ['money', -0.0000667, 0, '−0.0001 ± 0'],
  ['money', 0.015674, null, '0.0157'],
  ['servers', 2.3333, null, '2.33'],
] as const)('%s %d and %d read %s', (unit, mean, half, says) => {
  expect(estimate(unit, mean, half)).toBe(says);
});
