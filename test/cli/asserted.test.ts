import { expect, test } from 'vitest';
import { SMALL, cellsOf, cutover } from './run-main.ts';

const asserted = (...args: string[]) => cutover(['compare', '-', '--asserted', '--strategies', 'rolling', ...args], SMALL);

test('one row, a word and a mark for each aspect, and why', async () => {
  const { code, out, err } = await asserted('--runs', '6');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^ +downtime +speed +cost +risk +rollback$/m);
  expect(out).toMatch(/^Rolling update +none ✓ +fast ✗ “slow” /m);
  expect(out).toMatch(/^ {2}speed {4}✗ {2}A good release took \d/m);
  expect(out).toContain('All 7 intervals hold');
  expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('too few runs decide nothing', async () => {
  const { out } = await asserted('--runs', '2');
  expect(out).toMatch(/^ {2}speed {4}\? {2}.*too few runs/m);
});

test('the mix can be another, and what is left is good', async () => {
  const { out } = await asserted('--runs', '1', '--mix', 'subtleBug=30%', '--mix', 'obviousBug=0%');
  expect(out.replace(/\s+/g, ' ')).toContain('64% good release; 30% subtle bug');
  expect(out).not.toContain('half of the requests fail');
});

test('in Markdown, the same', async () => {
  const { out } = await asserted('--runs', '6', '--format', 'md');
  expect(out).toContain('| | downtime | speed | cost | risk | rollback |');
  expect(out).toContain('- Rolling update, speed (disagrees): A good release took');
});

test('as data, with the values behind the words and the runs that show them', async () => {
  const json = JSON.parse((await asserted('--runs', '6', '--format', 'json')).out) as {
    schema: string;
    mix: Record<string, number>;
    rows: {
      cells: { aspect: string; mark: string; unit: string; value: { mean: number }; telling: { worst: { seed: number } } }[];
    }[];
  };
  expect(json).toMatchObject({ schema: 'cutover.asserted/1', root: 1, runs: 6, family: 7, rows: [{ strategy: 'rolling' }] });
  expect(Object.values(json.mix).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  const speed = json.rows[0]!.cells.find(({ aspect }) => aspect === 'speed')!;
  expect(speed).toMatchObject({ mark: 'disagrees', unit: 'seconds', measured: 'fast', asserted: 'slow' });
  expect(speed.value.mean).toBeGreaterThan(1);
  expect(speed.value.mean).toBeLessThan(60);
  const [head, ...lines] = (await asserted('--runs', '6', '--format', 'csv')).out.trimEnd().split('\r\n');
  expect(lines).toHaveLength(5);
  const row = Object.fromEntries(cellsOf(head!).map((name, place) => [name, cellsOf(lines[1]!)[place]]));
  expect(row).toMatchObject({
    strategy: 'rolling',
    aspect: 'speed',
    mark: 'disagrees',
    mean: String(speed.value.mean),
    worstSeed: String(speed.telling.worst.seed),
  });
});

test.each([
  [['--mix', 'subtelBug=1%'], '--mix: there is no "subtelBug". Did you mean "subtleBug"'],
  [['--mix', 'subtleBug=99%'], '--mix: probabilities must be 0 or more, and add up to 1 or less.'],
  [['--mix', 'subtleBug'], 'It must be part=share'],
  [['--format', 'latex'], '--asserted: there is no LaTeX of it. Take --format table, md, csv or json.'],
  [['--strategies', 'roling'], '--strategies: there is no "roling"'],
  [['more.yaml'], '--asserted: it takes one file.'],
])('%s is refused', async (args, complaint) => {
  const { code, out, err } = await asserted(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(complaint);
});
