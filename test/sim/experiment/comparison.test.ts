import { expect, test } from 'vitest';
import {
  METRICS,
  Random,
  build,
  parse,
  play,
  seedOf,
  strategyArms,
  summarise,
  type Arm,
  type Outcome,
  type Row,
} from '../../../src/sim/index.ts';
import { normalQuantile, sampleOf } from '../../../src/sim/experiment/statistics/index.ts';

const arms: Arm[] = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase(), source: {} }));

/** A row in which only some metrics have a value. */
const row = (arm: number, replication: number, values: Record<string, number>, outcome: Outcome = 'promoted'): Row => ({
  arm,
  replication,
  seed: 1_000 + replication,
  outcome,
  undoneBy: null, values: METRICS.map(({ id }) => values[id] ?? null),
});
const rowsOf = (arm: number, metric: string, values: readonly number[]): Row[] =>
  values.map((value, replication) => row(arm, replication, { [metric]: value }));

test('a cell tells the runs that have the value from those that do not, and names the seeds to look at', () => {
  const rows = [
    ...rowsOf(0, 'leadTime', [40, 10, 20, 90, 30, 50, 35]),
    row(0, 7, {}, 'rolledBack'),
    ...rowsOf(1, 'availability', [0.9, 0.5, 0.8]),
  ];
  const { arms: summaries } = summarise(arms, rows, { metrics: ['leadTime', 'availability'] });
  const [a, b] = summaries;
  expect(a!.outcomes).toEqual({ promoted: 7, rolledBack: 1, compared: 0, stalled: 0, degraded: 0 });
  const cell = a!.cells['leadTime']!;
  expect(cell).toMatchObject({
    n: 7,
    none: 1,
    median: 35,
    sorted: [10, 20, 30, 35, 40, 50, 90],
    typicalSeed: 1_006,
    worstSeed: 1_003,
  });
  expect(cell.mean).toBeCloseTo(275 / 7, 9);
  expect(b!.cells['availability']).toMatchObject({ n: 3, worstSeed: 1_001, typicalSeed: 1_002, low: null, high: null });
  expect(b!.cells['leadTime']).toMatchObject({ n: 0, none: 3, mean: null, sorted: [], worstSeed: null });
});

test('differences are paired by replication, and the reference has none', () => {
  const rows = [
    ...rowsOf(0, 'leadTime', [1, 20, 300, 4_000, 50_000, 600_000]),
    ...rowsOf(1, 'leadTime', [3, 22, 302, 4_002, 50_002, 600_002, 9e9]),
  ];
  const { arms: summaries } = summarise(arms, rows, { metrics: ['leadTime'] });
  expect(summaries.map(({ contrasts }) => contrasts['leadTime'])).toEqual([
    null,
    { n: 6, mean: 2, low: 2, high: 2, differs: true },
    null,
  ]);
  const turned = summarise(arms, rows, { metrics: ['leadTime'], reference: 'b' }).arms[0]!;
  expect(turned.contrasts['leadTime']).toMatchObject({ mean: -2, differs: true });
});

test('the family counts one interval a mean and one a difference, and widens them all', () => {
  const rows = [0, 1, 2].flatMap((arm) => rowsOf(arm, 'leadTime', [1, 2, 3, 4, 5, 6, 7, 8]));
  const one = summarise(arms, rows, { metrics: ['leadTime'] }),
    four = summarise(arms, rows, { metrics: ['leadTime', 'failed', 'cost', 'surplus'] });
  expect([one.family, four.family]).toEqual([5, 20]);
  const high = ({ arms: [a] }: typeof one): number => a!.cells['leadTime']!.high!;
  expect(high(four)).toBeGreaterThan(high(one));
});

test('of 1,000 experiments, at least 95 in 100 have every one of their intervals right', () => {
  const stream = new Random(3).stream('family');
  const draw = () => normalQuantile(stream());
  let right = 0;
  for (let experiment = 0; experiment < 1_000; experiment++) {
    const rows = Array.from({ length: 12 }, (_, replication) => {
      // What all arms of a replication share, and what each has of its own; the true means are 0, 1 and 2.
      const shared = draw();
      return [0, 1, 2].map((arm) => row(arm, replication, { leadTime: arm + shared + draw(), surplus: arm + shared + draw() }));
    }).flat();
    const { arms: summaries } = summarise(arms, rows, { metrics: ['leadTime', 'surplus'] });
    const isRight = summaries.every(({ cells, contrasts }, arm) =>
      ['leadTime', 'surplus'].every((metric) =>
        [cells[metric]!, ...(arm === 0 ? [] : [contrasts[metric]!])].every(({ low, high }) => low! <= arm && arm <= high!),
      ),
    );
    if (isRight) right++;
  }
  // Bonferroni promises 950, and is a little shy: less three standard deviations of a binomial count.
  expect(right).toBeGreaterThan(950 - 21);
});

test('an arm is dominated when another is nowhere worse and somewhere better beyond chance, never by weighing', () => {
  const runs = (arm: number, failed: number, lead: number): Row[] =>
    Array.from({ length: 8 }, (_, replication) =>
      row(arm, replication, { blastRequests: failed, leadTime: lead + (replication % 2), surplus: 1 }),
    );
  const isDominated = (rows: Row[]) => summarise(arms, rows).arms.map((arm) => arm.isDominated);
  expect(isDominated([...runs(0, 5, 10), ...runs(1, 5, 20), ...runs(2, 0, 99)])).toEqual([false, true, false]);
  expect(isDominated([...runs(0, 5, 10), ...runs(1, 5, 10), ...runs(2, 5, 10)])).toEqual([false, false, false]);
});

test('what does not belong there is refused', () => {
  const rows = rowsOf(0, 'leadTime', [1]);
  expect(() => summarise(arms, [...rows, ...rows])).toThrow('replication 0 of arm 0 is there twice');
  expect(() => summarise(arms, rowsOf(3, 'leadTime', [1]))).toThrow('there is no arm 3');
  expect(() => summarise(arms, rows, { reference: 'd' })).toThrow('no arm is called d');
  expect(() => summarise(arms, rows, { metrics: ['speed'] })).toThrow('no metric is called speed');
  expect(() => summarise(arms, rows, { metrics: [] })).toThrow('no metric is asked for');
});

const WORLD = `
horizon: 4m
fleet: { replicas: 3, boot: { median: 6s, p99: 20s }, preStop: 5s, grace: 20s }
traffic: { rate: 10/s, users: 100 }
revisions: { v1: {}, v2: { errorRate: 20% } }
rollout: { at: 10s, to: v2 }
strategy: rolling
`;

test('on real runs, the order of the rows changes nothing, and common random numbers narrow a difference', () => {
  const pair = strategyArms(parse(WORLD).source, ['rolling', 'blue-green']);
  const scenarios = pair.map(({ source }) => build(source));
  const rows = scenarios.flatMap((scenario, arm) => Array.from({ length: 12 }, (_, index) => play(scenario, arm, index, 5)));
  const random = new Random(1).stream('shuffle');
  const shuffled = rows
    .map((one) => ({ one, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
  expect(JSON.stringify(summarise(pair, shuffled))).toBe(JSON.stringify(summarise(pair, rows)));
  expect(rows.map(({ seed }) => seed)).toEqual([0, 1].flatMap(() => Array.from({ length: 12 }, (_, index) => seedOf(5, index))));

  const offered = METRICS.findIndex(({ id }) => id === 'offered');
  expect(rows.slice(0, 12).map(({ values }) => values[offered])).toEqual(rows.slice(12).map(({ values }) => values[offered]));

  const served = METRICS.findIndex(({ id }) => id === 'serverHours');
  const [rolling, blueGreen] = [rows.slice(0, 12), rows.slice(12)].map((some) => some.map(({ values }) => values[served]!));
  const paired = sampleOf(blueGreen!.map((value, index) => value - rolling![index]!)).variance;
  expect(paired).toBeLessThan(sampleOf(rolling!).variance + sampleOf(blueGreen!).variance);
});
