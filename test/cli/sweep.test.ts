import { describe, expect, test } from 'vitest';
import { SWEEP_SCHEMA } from '../../src/cli/formats/sweep-json.ts';
import { barOf } from '../../src/cli/formats/sweep-bar.ts';
import { SMALL, cutover } from './run-main.ts';

const WORLD = SMALL.replace('v2: { latency: 40ms }', 'v2: { latency: 40ms, errorRate: 20% }');
const sweep = (...args: string[]) => cutover(['sweep', '-', '--runs', '6', ...args], WORLD);
/** Lines of CSV as records by the names of the columns. */
function records(csv: string): Record<string, string>[] {
  const [head, ...lines] = csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));
  return lines.map((line) => Object.fromEntries(line.map((cell, index) => [head![index]!, cell])));
}

describe('one dial', () => {
  test('is a line a value, the world’s own marked, with a bar and the difference that it makes in words', async () => {
    const { code, out, err } = await sweep('--over', 'traffic.rate=5/s,10/s,40/s', '--metrics', 'offered,leadTime');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Small: Rolling update\nRequests (traffic.rate); 6 runs of each point, root seed 1;');
    expect(out).toMatch(/^5\/s \(own\) .* [▏▎▍▌▋▊▉█]/m);
    expect(out).toMatch(/^40\/s .* █{12}/m);
  });

  test('has a mean that is that of a comparison of the same world', async () => {
    const { out } = await sweep('--over', 'traffic.rate', '--metrics', 'failed', '--format', 'csv');
    const compared = await cutover(['compare', '-', '--runs', '6', '--strategies', 'rolling,recreate', '--metrics', 'failed', '--format', 'csv'], WORLD);
    const own = records(out).find(({ own: isOwn }) => isOwn === 'true')!;
    expect(own).toMatchObject({ value1: '5/s', position1: '5', runs: '6', strategy: 'rolling' });
    expect(own['mean']).toBe(records(compared.out)[0]!['mean']);
  });

  test('takes the values worth a look where none are given', async () => {
    const { out } = await sweep('--over', 'servers', '--metrics', 'failed', '--format', 'csv');
    expect(records(out).map(({ value1 }) => value1)).toEqual(['1', '2', '3', '4', '6']);
  });

  test('is played under each strategy that has it, and told where one has not', async () => {
    const { code, out, err } = await sweep('--over', 'surge=1,2', '--strategies', 'rolling,recreate,baseline', '--metrics', 'failed');
    expect(code).toBe(0);
    expect(err).toBe('recreate: surge: Recreate has no surge.\n');
    expect(out).toContain('Small: Rolling update');
    expect(out).toContain('Small: Canary against a baseline');
  });

  test('tells a value that cannot be, and plays the others', async () => {
    const { code, out } = await sweep('--over', 'surge=0,1,2', '--metrics', 'failed');
    expect(code).toBe(0);
    expect(out).toContain('surge=0 cannot be played: strategy.rolling');
    expect(out).toMatch(/^0 +–/m);
  });
});

describe('two dials', () => {
  test('are a map for each metric', async () => {
    const { out } = await sweep('--over', 'traffic.rate=5/s,10/s', '--over', 'servers=2,3', '--metrics', 'failed,leadTime@good');
    expect(out).toContain('Requests (traffic.rate) across, Servers (servers) down');
    expect(out).toMatch(/^Failed\n/m);
    expect(out).toMatch(/^Lead time of a good release\n/m);
    expect(out).toMatch(/^ +5\/s \(own\) +10\/s/m);
    expect(out).toMatch(/^ +3 +[\d.]+ ± [\d.]+ ✓/m);
  });

  test('are whole in CSV: every point under every metric', async () => {
    const { out } = await sweep('--over', 'traffic.rate=5/s,10/s,20/s', '--over', 'servers=2,3', '--metrics', 'failed,leadTime@good', '--format', 'csv');
    const found = records(out);
    expect(found).toHaveLength(12);
    expect(new Set(found.map(({ value1, value2, metric }) => `${value1} ${value2} ${metric}`)).size).toBe(12);
    expect(found.filter(({ under }) => under === 'good')).toHaveLength(6);
  });

  test('in Markdown, tables', async () => {
    const { out } = await sweep('--over', 'traffic.rate=5/s,10/s', '--over', 'servers=2,3', '--metrics', 'failed', '--format', 'md');
    expect(out).toContain('## Small: Rolling update');
    expect(out).toMatch(/^\| Servers \(servers\) ↓, Requests \(traffic.rate\) → \| 5\/s \(own\) \| 10\/s \|$/m);
  });
});

test('JSON has every value, and commands that play the runs again', async () => {
  const { out } = await sweep('--over', 'bugSize=0%,50%', '--metrics', 'failed,leadTime@good', '--format', 'json');
  const told = JSON.parse(out);
  expect(told).toMatchObject({ schema: SWEEP_SCHEMA, title: 'Small', root: 1 });
  const [{ points, dials }] = told.sweeps;
  expect(dials).toEqual([expect.objectContaining({ id: 'bugSize', values: ['0%', '50%'], positions: [0, 0.5], own: null })]);
  const { metrics } = points[1];
  expect(metrics.failed.sorted).toHaveLength(6);
  const again = await cutover(['run', '-', '--format', 'json', ...wordsOf(metrics.failed.worst.command)], WORLD);
  expect(JSON.parse(again.out).metrics.failed).toBe(Math.max(...metrics.failed.sorted));
  expect(metrics['leadTime@good'].typical.command).toContain('operator=[]');
});

/** What stands behind `cutover run -`, as a shell would take it. */
const wordsOf = (command: string): string[] =>
  [...command.slice('cutover run - '.length).matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

test.each([
  [[], '--over: say what to turn'],
  [['--over', 'surge=1', '--over', 'servers=2', '--over', 'bugSize=1%'], '--over: 3 dials are too many'],
  [['--over', 'traffic.rat=5/s'], '--over: there is no "traffic.rat". Did you mean "traffic.rate"?'],
  [['--over', 'canaryWieght'], '--over: there is no "canaryWieght". Did you mean "canaryWeight"?'],
  [['--over', 'title=a,b'], '--over: there is no "title". Name one of canaryWeight'],
  [['--over', 'surge', '--over', 'surge'], '--over: surge is turned twice. Name it once, with all its values.'],
  [['--over', 'canaryWeight'], 'Use a canary.\nAdd --strategies canary,baseline,flagger,ab-test'],
  [['--over', 'traffic.rate=20'], '--over: traffic.rate: "20" is not a rate such as 60/s.'],
  [['--over', 'bakeTime=10'], '--over: bakeTime: "10" is not a duration such as 40s.'],
  [['--over', 'surge=,'], 'It must be dial=values'],
  [['--over', 'surge', '--metrics', 'leedTime'], '--metrics: there is no "leedTime". Did you mean "leadTime"?'],
  [['--over', 'surge', '--strategies', 'rollign'], '--strategies: there is no "rollign". Did you mean "rolling"?'],
  [['--over', 'surge=0'], 'no point can be played. surge=0: strategy.rolling'],
])('%j is refused, with the cure', async (args, complaint) => {
  const { code, out, err } = await sweep(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(complaint);
});

test('a bar is exact to an eighth, and what is there is never nothing', () => {
  expect([barOf(10, 0, 10, 2), barOf(5, 0, 10, 2), barOf(0.001, 0, 10, 2), barOf(0, 0, 10, 2)]).toEqual(['██', '█', '▏', '']);
  expect(barOf(3, 3, 3, 2)).toBe('');
});
