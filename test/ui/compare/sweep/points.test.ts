import { scaleLinear } from 'd3-scale';
import { describe, expect, test } from 'vitest';
import { METRICS, axisOf, dialOf, gridOf, sweepOf, type Row, type Source } from '../../../../src/sim/index.ts';
import { describe as said, extentOf, placesOf, pointsOf, ticksOf, withRoom, type Point } from '../../../../src/ui/compare/sweep/points.ts';

const WORLD: Source = { horizon: '2m', fleet: { replicas: 3 }, strategy: 'rolling' };
const grid = gridOf(WORLD, [axisOf(dialOf('servers', WORLD), WORLD, [1, 2, 4, 8, 3])], ['failed']);
const failed = METRICS.findIndex(({ id }) => id === 'failed');
/** Means of 10, 10, 10, 10 and 80 requests; the last value is missing in two runs. */
const rows: Row[] = grid.points.flatMap((_, arm) =>
  Array.from({ length: 12 }, (__, replication) => ({
    arm,
    replication,
    seed: 40 + replication,
    outcome: 'promoted' as const,
    undoneBy: null,
    values: METRICS.map((___, index) => (index !== failed || (arm === 4 && replication < 2) ? null : (arm === 4 ? 80 : 10) + (replication % 3) - 1)),
  })),
);

describe('the points of a curve', () => {
  const sweep = sweepOf(grid, rows),
    points = pointsOf(grid, sweep, sweep.metrics[0]!);

  test('have their value in words, and what is special about them', () => {
    expect(points.map(({ label, brief, isOwn, knee, isAsGood }) => [label, brief, isOwn, knee, isAsGood])).toEqual([
      ['1', '10', false, '', true],
      ['2', '10', false, '', true],
      ['3', '10', true, '', true],
      ['4', '10', false, 'knee', true],
      ['8', '80', false, '', false],
    ]);
    expect(points[4]).toMatchObject({ share: '10 of 12', isUnbeaten: false });
    expect(points[0]!.half).toMatch(/^± \d/);
  });

  test('can be read out', () => {
    expect(said(points[3]!)).toMatch(/^4: 10(\.\d)? ± [\d.]+, knee, as good as the best$/);
    expect(said(points[4]!)).toMatch(/^8: 80(\.\d)? ± [\d.]+, 10 of 12 runs$/);
    expect(said(points[2]!)).toContain(', as the world has it');
  });

  test('stand where their values do, one alone in the middle', () => {
    expect(placesOf(grid).map((place) => place.toFixed(2))).toEqual(['0.00', '0.33', '0.53', '0.67', '1.00']);
    expect(placesOf(gridOf(WORLD, [axisOf(dialOf('servers', WORLD), WORLD, [3])], ['failed']))).toEqual([0.5]);
  });
});

describe('what is drawn', () => {
  const of = (...means: (number | null)[]): Point[] => means.map((mean) => ({ mean, low: mean === null ? null : mean - 1, high: mean === null ? null : mean + 1 }) as Point);

  test('begins at nothing where that is near, and at the least where it is far', () => {
    expect(extentOf(of(0.5, 40))).toEqual([0, 41]);
    expect(extentOf(of(180, 220))).toEqual([179, 221]);
    expect(extentOf(of(-3, 40, null))).toEqual([-4, 41]);
  });

  test('has a height even where all is alike, or nothing is there', () => {
    expect(extentOf([{ mean: 0, low: null, high: null } as Point])).toEqual([0, 1]);
    expect(extentOf([{ mean: 20, low: 20, high: 20 } as Point])).toEqual([18, 22]);
    expect(extentOf(of(null))).toEqual([0, 1]);
  });

  test('never writes the same number at two heights', () => {
    const whole = (value: number): string => value.toFixed(0);
    expect(ticksOf(scaleLinear([0, 1], [100, 0]), 4, whole)).toEqual([{ at: 100, text: '0' }, { at: 0, text: '1' }]);
    expect(ticksOf(scaleLinear([0, 80], [100, 0]), 4, whole).map(({ text }) => text)).toEqual(['0', '20', '40', '60', '80']);
  });

  test('leaves out texts that have no room, but not those that come first', () => {
    expect(withRoom([0, 10, 60], [30, 30, 30], [1])).toEqual([false, true, true]);
    expect(withRoom([0, 100, 200], [30, 30, 30], [-1])).toEqual([true, true, true]);
  });
});
