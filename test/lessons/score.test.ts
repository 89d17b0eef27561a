import { describe, expect, test } from 'vitest';
import { amountGap } from '../../src/lessons/score/amount.ts';
import { curveGap, drawnAt } from '../../src/lessons/score/curve.ts';
import { scoreOf } from '../../src/lessons/score/score.ts';
import { played } from '../../src/lessons/run/played.ts';
import { NO_PLAN } from '../../src/lessons/record.ts';
import { small } from './small-lesson.ts';

const SERVERS = { label: 'ready servers', unit: 'servers' } as const;
const S = 1_000_000;

describe('a drawn curve against what happened', () => {
  const truth = { at: [0, 4 * S], value: [4, 0] },
    window = { from: 0, to: 8 * S };

  test('lines go straight from point to point, and on level at the ends', () => {
    const points = [
      [2 * S, 1],
      [4 * S, 3],
    ] as const;
    expect([0, 2, 3, 4, 9].map((second) => drawnAt(points, second * S))).toEqual([1, 1, 2, 3, 3]);
  });

  test('the same curve has no gap', () => {
    const gap = curveGap(
      [
        [0, 4],
        [4 * S, 4],
        [4 * S, 0],
      ],
      truth,
      window,
      4,
      SERVERS,
    );
    expect(gap.area).toBeLessThan(0.01);
    expect(gap).toMatchObject({ isExact: true, says: 'Your line is as good as exact.' });
  });

  test('a line that is late for a moment is still as good as exact, and no gap is told', () => {
    const gap = curveGap([[0, 4], [4.1 * S, 4], [4.1 * S, 0]], truth, window, 4, SERVERS);
    expect(gap.worst).toMatchObject({ drawn: 4, was: 0 });
    expect(gap).toMatchObject({ isExact: true, says: 'Your line is as good as exact.' });
  });

  test('a line that stays up is off for half of the time, all of the scale', () => {
    const gap = curveGap([[0, 4]], truth, window, 4, SERVERS);
    expect(gap.area).toBeCloseTo(0.5, 2);
    expect(gap.worst).toMatchObject({ drawn: 4, was: 0 });
    expect(gap.says).toBe('Your line is far off. The gap is widest at 0:04: you drew 4, and there were 0 (ready servers).');
  });
});

describe('a bar or a count against what happened', () => {
  const M1 = { id: 'M1', below: 0.3, above: null, says: 'Copying is not all of it.' };
  test.each([
    [60 * S, 344 * S, 'duration', 'You said 1:00 min, and it was 5:44 min: 6 times as much.', 'M1'],
    [200 * S, 344 * S, 'duration', 'You said 3:20 min, and it was 5:44 min: 1.7 times as much.', undefined],
    [340 * S, 344 * S, 'duration', 'You said 5:40 min, and it was 5:44 min: as good as exact.', undefined],
    [400 * S, 344 * S, 'duration', 'You said 6:40 min, and it was 5:44 min: somewhat less.', undefined],
    [900, 90, 'requests', 'You said 900, and it was 90: you were 10 times too high.', undefined],
    [0, 720, 'requests', 'You said 0, and it was 720.', 'M1'],
    [5, 0, 'requests', 'You said 5, and it was 0.', undefined],
    [6, 6, 'requests', 'You said 6, and it was 6: exactly.', undefined],
  ] as const)('%s of %s', (guess, truth, unit, says, id) => {
    const gap = amountGap(guess, truth, unit, [M1]);
    expect(gap.says).toBe(says);
    expect(gap.reveals?.id).toBe(id);
  });
});

test('guesses about a run are held against that run', () => {
  const lesson = small(),
    run = played(lesson, 'update', NO_PLAN);
  expect(scoreOf(lesson, 'race', { kind: 'bar', length: 3 * S }, run)).toMatchObject({ truth: 3 * S, ratio: 1 });
  expect(scoreOf(lesson, 'lost', { kind: 'count', count: 0 }, run)).toMatchObject({ ratio: 0, reveals: { id: 'M4' } });
  expect(scoreOf(lesson, 'ready', { kind: 'curve', points: [[0, 2]] }, run)).toMatchObject({
    kind: 'curve',
    area: 0,
    worst: { drawn: 2, was: 2 },
  });
  expect(scoreOf(lesson, 'lost', { kind: 'skipped' }, run)).toEqual({ kind: 'skipped', says: 'You skipped this guess.' });
  expect(scoreOf(lesson, 'lost', { kind: 'bar', length: 1 }, run)).toBeNull();
});

test('what was over before it began has taken no time', () => {
  const run = played(small(), 'update', { values: { wait: '10s' }, acts: [] });
  expect(scoreOf(small(), 'race', { kind: 'bar', length: 0 }, run)).toMatchObject({ truth: 0, says: 'You said 0 s, and it was 0 s: exactly.' });
});
