import { describe, expect, test } from 'vitest';
import {
  METRICS,
  Random,
  axisOf,
  build,
  dialOf,
  gridOf,
  parse,
  play,
  sayBeyond,
  sayKnees,
  sayUnfinished,
  scaled,
  sweepMetricOf,
  sweepOf,
  withHappening,
  type Grid,
  type Row,
} from '../../../../src/sim/index.ts';

const WORLD = parse(
  `
horizon: 90s
fleet: { replicas: 3, boot: 3s }
traffic: { rate: 8/s, users: 40 }
revisions: { v1: {}, v2: { errorRate: 30% } }
rollout: { at: 10s }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }
`,
  { file: 'world.yaml' },
).source;
const axis = (id: string, ...values: (string | number)[]) => axisOf(dialOf(id, WORLD), WORLD, values);
const playAll = (grid: Grid, runs: number): Row[] =>
  Array.from({ length: runs }, (_, replication) => grid.arms.map(({ source }, arm) => play(build(source), arm, replication, 1))).flat();

/** Rows without a world: the value of one metric, by point. */
function rowsOf(grid: Grid, value: (point: number, replication: number) => number | null, runs = 12): Row[] {
  const [{ metric }] = grid.measured as [(typeof grid.measured)[number]];
  return grid.points.flatMap(({ arms }, point) =>
    Array.from({ length: runs }, (_, replication) => ({
      arm: arms.asIs!,
      replication,
      seed: 100 + replication,
      outcome: 'promoted' as const,
      undoneBy: null,
      values: METRICS.map(({ id }) => (id === metric.id ? value(point, replication) : null)),
    })),
  );
}

describe('a grid', () => {
  test('has every combination, row by row, each once', () => {
    const { points, arms } = gridOf(WORLD, [axis('traffic.rate', '4/s', '8/s', '16/s'), axis('servers', 3, 6)], ['failed']);
    expect(points.map(({ name }) => name)).toEqual([
      'traffic.rate=4/s, servers=3',
      'traffic.rate=8/s, servers=3',
      'traffic.rate=16/s, servers=3',
      'traffic.rate=4/s, servers=6',
      'traffic.rate=8/s, servers=6',
      'traffic.rate=16/s, servers=6',
    ]);
    expect(arms.map(({ source }) => [build(source).traffic.rate, build(source).fleet.replicas])).toEqual([
      [4, 3],
      [8, 3],
      [16, 3],
      [4, 6],
      [8, 6],
      [16, 6],
    ]);
  });

  test('tells the points that cannot be, and plays the others', () => {
    const { points, arms } = gridOf(WORLD, [axis('surge', 0, 1, 2)], ['failed']);
    expect(points.map(({ problem }) => problem === null)).toEqual([false, true, true]);
    expect(points[0]!.problem).toContain('maxSurge');
    expect(arms.map(({ id }) => id)).toEqual(['surge=1', 'surge=2']);
  });

  test('plays what is measured of another release as that release, and what is measured twice once', () => {
    const grid = gridOf(WORLD, [axis('servers', 3)], ['failed', 'leadTime@good', 'surplus@good', 'failed']);
    expect(grid.measured.map(({ key }) => key)).toEqual(['failed', 'leadTime@good', 'surplus@good']);
    expect(grid.arms.map(({ id }) => id)).toEqual(['servers=3', 'servers=3, good release']);
    expect(grid.arms[1]!.source).toEqual(withHappening(WORLD, 'good'));
  });

  test('orders values, keeps each once and knows the world’s own', () => {
    expect(axis('servers', 6, 3, 6, 2)).toMatchObject({ labels: ['2', '3', '6'], own: 1, isLog: true });
    expect(axis('surge', '60%', 1, 2)).toMatchObject({ labels: ['1', '60%'], own: 0 });
    expect(axis('traffic.arrivals', 'poisson', 'constant')).toMatchObject({ positions: null, own: 0, isLog: false });
  });

  test('has a logarithmic axis where steps are ratios', () => {
    expect(scaled(axis('servers', 1, 2, 4)).map((place) => place.toFixed(3))).toEqual(['0.000', '0.500', '1.000']);
    expect(scaled(axis('servers', 2, 4, 6))).toEqual([0, 0.5, 1]);
    expect(scaled(axis('bakeTime', '0s', '10s', '40s'))).toEqual([0, 0.25, 1]);
  });

  test.each([
    [() => axis('traffic.rate', '20'), 'traffic.rate: "20" is not a rate such as 60/s.'],
    [() => axis('servers', 'many'), 'servers: "many" is not a whole number such as 12.'],
    [() => gridOf(WORLD, [axis('servers', 3), axis('servers', 6)], ['failed']), 'servers is turned twice'],
    [() => gridOf(WORLD, [], ['failed']), 'a sweep turns one dial or two'],
    [() => gridOf(WORLD, [axis('servers', 3)], []), 'no metric is asked for'],
    [() => gridOf(WORLD, [axisOf(dialOf('canaryWeight', WORLD), WORLD)], ['failed']), 'canaryWeight: Rolling update gives'],
    [() => sweepMetricOf('leedTime'), 'there is no "leedTime". Did you mean "leadTime"?'],
    [() => sweepMetricOf('leadTime@god'), 'there is no "@god". Did you mean "good"?'],
  ])('complains at the door: %#', (attempt, complaint) => {
    expect(attempt).toThrow(complaint);
  });
});

describe('what rows say about a grid', () => {
  const grid = gridOf(WORLD, [axis('servers', 3, 4, 6), axis('traffic.rate', '4/s', '8/s')], ['failed', 'leadTime@good']),
    rows = playAll(grid, 7);

  test('does not depend on their order', () => {
    const stream = new Random(1).stream('shuffle');
    const shuffled = rows.map((row) => ({ row, key: stream() })).toSorted((a, b) => a.key - b.key).map(({ row }) => row);
    expect(shuffled).not.toEqual(rows);
    expect(sweepOf(grid, shuffled)).toEqual(sweepOf(grid, rows));
  });

  test('begins at the world’s own point, whose runs are the world’s own', () => {
    const { base, metrics } = sweepOf(grid, rows);
    expect(grid.points[base!]!.name).toBe('servers=3, traffic.rate=8/s');
    const index = METRICS.findIndex(({ id }) => id === 'failed');
    const own = Array.from({ length: 7 }, (_, replication) => play(build(WORLD), 0, replication, 1).values[index]!);
    expect(metrics[0]!.cells[base!]!.sorted).toEqual(own.toSorted((a, b) => a! - b!));
    expect(metrics[0]!.fromBase[base!]).toBeNull();
  });

  test('holds means together, and pairs of points together', () => {
    expect(sweepOf(grid, rows)).toMatchObject({ means: 12, differences: 30, replications: 7 });
  });

  test('counts the runs whose end nobody has seen', () => {
    const [first, ...others] = rows;
    const cut: Row[] = [{ ...first!, outcome: 'degraded' }, ...others.map((row) => ({ ...row, outcome: 'promoted' as const }))];
    const sweep = sweepOf(grid, cut);
    expect(sweep.unfinished).toEqual([1, 0, 0, 0, 0, 0]);
    expect(sayUnfinished(grid, sweep)).toMatch(/: 3 with 4\/s \(1 run\)\. A longer run/);
    expect(sayUnfinished(grid, sweepOf(grid, cut.slice(1)))).toBeNull();
  });

  test('refuses a run that is there twice, and one of no arm', () => {
    expect(() => sweepOf(grid, [...rows, rows[0]!])).toThrow('is there twice');
    expect(() => sweepOf(grid, [{ ...rows[0]!, arm: 12 }])).toThrow('there is no arm 12');
  });
});

describe('what is best', () => {
  const grid = gridOf(WORLD, [axis('servers', 2, 3, 4, 6)], ['failed']);
  const luck = (replication: number): number => (replication * 7) % 12;

  test('are the best point and those that luck may set apart from it, run by run', () => {
    // The second is one worse in every run; the third wobbles around the first; the fourth is far worse.
    const rows = rowsOf(grid, (point, run) => luck(run) * 100 + [5, 6, run % 2 === 0 ? 3 : 7.5, 400][point]!);
    const { best, asGood } = sweepOf(grid, rows).metrics[0]!;
    expect([best, asGood]).toEqual([0, [true, false, true, false]]);
  });

  test('is told by nobody from too few runs', () => {
    const { best, asGood } = sweepOf(grid, rowsOf(grid, (point) => point, 5)).metrics[0]!;
    expect([best, asGood]).toEqual([0, [true, null, null, null]]);
  });

  test('a difference from the point before and from the base is paired', () => {
    const { fromPrevious, fromBase } = sweepOf(grid, rowsOf(grid, (point, run) => luck(run) * 100 + point * 2)).metrics[0]!;
    expect(fromPrevious.map((each) => each && each.mean)).toEqual([null, 2, 2, 2]);
    expect(fromBase.map((each) => each && each.mean)).toEqual([-2, null, 2, 4]);
    expect(fromBase[3]!.differs).toBe(true);
  });

  test('the knee of a curve is that of its means, and says what comes before and after', () => {
    const swept = sweepOf(grid, rowsOf(grid, (point, run) => luck(run) / 50 + [10, 10, 10, 90][point]!)).metrics[0]!;
    expect(swept.knees).toEqual([expect.objectContaining({ at: 2, shape: 'bend' })]);
    expect(sayKnees(grid, swept)).toEqual(['Failed: up to 4 it stays at 10; beyond, it rises from 10 to 90.']);
    expect(sayBeyond(grid, sweepOf(grid, []))).toBeNull();
  });

  test('each row of a map has a knee of its own', () => {
    const map = gridOf(WORLD, [axis('servers', 2, 3, 4, 5, 6), axis('traffic.rate', '4/s', '8/s')], ['failed']);
    const rows = rowsOf(map, (point, run) => luck(run) / 50 + [0, 0, 0, 40, 80, 0, 50, 100, 100, 100][point]!);
    const [swept] = sweepOf(map, rows).metrics;
    expect(swept!.knees.map((knee) => knee?.at)).toEqual([2, 2]);
    expect(sayKnees(map, swept!)).toEqual(['Failed: knee at 4, whatever the requests.']);
    const other = sweepOf(map, rowsOf(map, (point, run) => luck(run) / 50 + [0, 0, 0, 40, 80, 0, 100, 100, 100, 100][point]!)).metrics[0]!;
    expect(sayKnees(map, other)).toEqual(['Failed: knee at 3 (requests 8/s); at 4 (requests 4/s).']);
  });

  test('words have an order of nobody’s, and so no knee', () => {
    const words = gridOf(WORLD, [axis('traffic.balance', 'random', 'roundRobin', 'leastOutstanding')], ['failed']);
    expect(sweepOf(words, rowsOf(words, (point, run) => luck(run) / 50 + [0, 0, 90][point]!)).metrics[0]!.knees).toEqual([null]);
  });
});

test('of two metrics, a point is beaten by one that is as good in both and better in one', () => {
  const grid = gridOf(WORLD, [axis('servers', 2, 3, 4)], ['failed', 'cost']);
  const [failed, cost] = ['failed', 'cost'].map((id) => METRICS.findIndex((metric) => metric.id === id));
  const rows: Row[] = [0, 1, 2].flatMap((arm) =>
    Array.from({ length: 8 }, (_, replication) => ({
      arm,
      replication,
      seed: replication,
      outcome: 'promoted' as const,
      undoneBy: null,
      // More servers fail less and cost more; the third fails as much as the second.
      values: METRICS.map((_metric, index) => (index === failed ? [50, 20, 20][arm]! + replication : index === cost ? arm + 1 : null)),
    })),
  );
  expect(sweepOf(grid, rows).unbeaten).toEqual([true, true, false]);
});
