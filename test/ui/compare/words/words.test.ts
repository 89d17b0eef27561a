import { expect, test } from 'vitest';
import { assertedTable, build, HAPPENINGS, play, USUAL_MIX, type Source } from '../../../../src/sim/index.ts';
import { askedRows, playedRows, problemOf, worldOf } from '../../../../src/ui/compare/words/asked.ts';
import { assertedStretch, placeOf, zonesOf } from '../../../../src/ui/compare/words/scale.ts';

const SECOND = 1_000_000;
const WORLD: Source = {
  title: 'A small world',
  horizon: '2m',
  fleet: { replicas: 2 },
  traffic: { rate: '2/s', users: 20 },
  revisions: { v1: {}, v2: {} },
  rollout: { at: '10s', to: 'v2' },
  strategy: 'rolling',
};

test('words stand side by side, equally wide, each with what it means', () => {
  expect(zonesOf('risk').map(({ word, bounds, from }) => [word, bounds, from])).toEqual([
    ['very low', 'under 2 s', 0],
    ['low', '2 s to 10 s', 0.25],
    ['medium', '10 s to 1:00 min', 0.5],
    ['high', '1:00 min or more', 0.75],
  ]);
});

test.each([
  [0, 0],
  [-1, 0],
  [SECOND, 0.125],
  [6 * SECOND, 0.375],
  [60 * SECOND, 0.75],
  [120 * SECOND, 0.875],
  [Infinity, 1],
])('a risk of %d µs lies at %d of the strip', (value, place) => {
  expect(placeOf('risk', value)).toBeCloseTo(place, 9);
});

test('what is asserted is a stretch of the strip, unless it is no range of values', () => {
  expect(assertedStretch('canary', { aspect: 'risk' })).toEqual([0, 0.25]);
  expect(assertedStretch('recreate', { aspect: 'downtime' })).toEqual([1 / 3, 1]);
  expect(assertedStretch('rolling', { aspect: 'rollback' })).toBeNull();
  expect(assertedStretch('flagger', { aspect: 'risk' })).toBeNull();
});

test('a strategy that the world does not allow says why, and leaves the others alone', () => {
  const [rolling, shadow] = askedRows({ ...WORLD, strategy: { shadow: { watch: '-1s' } } }, ['rolling', 'shadow']);
  expect([rolling!.problem, rolling!.arms.length]).toEqual(['', HAPPENINGS.length]);
  expect(shadow!.arms).toEqual([]);
  expect(problemOf(shadow!, {})).toMatch(/watch/);
  expect(problemOf(rolling!, { 'rolling, crashLoop': 'It came to nothing.' })).toBe('It came to nothing.');
});

test('what has been played of every part so far is the table, and its runs are found again', () => {
  const asked = askedRows(WORLD, ['rolling', 'recreate']);
  const rows = playedRows(WORLD, asked, (arms) =>
    arms[0]!.id.startsWith('recreate') ? [] : arms.flatMap(({ source }, arm) => [0, 1].map((at) => play(build(source), arm, at, 1))),
  );
  expect(rows.map(({ strategy, trials }) => [strategy, trials.good.length])).toEqual([['rolling', 2]]);
  const { telling } = assertedTable(rows, USUAL_MIX).rows[0]!.cells[0]!;
  expect(worldOf(asked[0]!, telling!.typical)).toBe(asked[0]!.arms[0]!.source);
});
