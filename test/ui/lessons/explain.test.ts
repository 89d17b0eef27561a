import { describe, expect, test } from 'vitest';
import { scaleLinear } from 'd3-scale';
import { contrastOf, played, recordOf, scoreOf, truthOf, type Guess } from '../../../src/lessons/index.ts';
import { failuresOf, METRICS, SECOND } from '../../../src/sim/index.ts';
import { barsOf } from '../../../src/ui/lessons/explain/amount-bars.ts';
import { arrivalsIn } from '../../../src/ui/lessons/explain/arrivals.ts';
import { overlayOf } from '../../../src/ui/lessons/explain/curve-gap.ts';
import { guessesTold } from '../../../src/ui/lessons/explain/guesses.ts';
import { inWords, pairOf, tollAt, turnFrom, turnsOf } from '../../../src/ui/lessons/explain/pair.ts';
import { sinceStart, tollsInWords } from '../../../src/ui/lessons/explain/pair-words.ts';
import { sayTick } from '../../../src/ui/lessons/explain/ticks.ts';
import { small } from '../../lessons/small-lesson.ts';

const S = SECOND;
/** A pixel is a second, and ten are one server. */
const x = scaleLinear([0, 8 * S], [0, 8]).clamp(true);
const y = (value: number): number => -value * 10;
const TRUTH = { kind: 'curve' as const, steps: { at: [0, 4 * S], value: [4, 0] }, window: { from: 0, to: 8 * S } };
const overlay = (points: Extract<Guess, { kind: 'curve' }>['points'], worst: { at: number; drawn: number; was: number }, isExact = false) => overlayOf(points, TRUTH, { area: 0, worst, isExact, says: '' }, x, y);

describe('a drawn line over what happened', () => {
  test('keeps its jumps, and the room between the two is closed piece by piece', () => {
    const { truth, drawn, gap } = overlay([[0, 4], [2 * S, 4], [2 * S, 1]], { at: 3 * S, drawn: 1, was: 4 });
    expect(truth).toBe('M0,-40H2V-40H4V0H8V0');
    expect(drawn).toBe('M0,-40L2,-40L2,-10L4,-10L4,-10L8,-10');
    expect(gap).toBe('M0,-40L2,-40L2,-40L0,-40ZM2,-40L4,-40L4,-10L2,-10ZM4,0L8,0L8,-10L4,-10Z');
  });

  test('is widest where it is at least half as wide as at the worst instant', () => {
    const { widest } = overlay([[0, 4], [2 * S, 4], [2 * S, 1]], { at: 3 * S, drawn: 1, was: 4 });
    expect(widest!.from / S).toBeCloseTo(2, 1);
    expect(widest!.to / S).toBeCloseTo(4, 1);
  });

  test('is pointed at nowhere when it is as good as exact', () => {
    expect(overlay([[0, 4], [4 * S, 4], [4 * S, 0]], { at: 3 * S, drawn: 1, was: 4 }, true).widest).toBeNull();
  });
});

describe('an amount beside the true one', () => {
  test('the longer bar fills the scale, whichever it is', () => {
    expect(barsOf(60 * S, 240 * S, 'duration')).toMatchObject({ guess: 0.25, truth: 1, saidGuess: '1:00 min', saidTruth: '4:00 min', between: '3:00 min more' });
    expect(barsOf(400, 100, 'requests')).toMatchObject({ guess: 1, truth: 0.25, between: '300 less' });
  });
  test('nothing is between what is the same, nor beside a guess that was skipped', () => {
    expect(barsOf(6, 6, 'requests').between).toBeNull();
    expect(barsOf(0, 0, 'requests')).toMatchObject({ guess: 0, truth: 0, between: null });
    expect(barsOf(null, 6, 'requests')).toMatchObject({ guess: null, truth: 1, saidGuess: null, between: null });
  });
});

test('guesses are told in their order, those that were skipped too, and none without its run', () => {
  const lesson = small(),
    naive = recordOf(lesson, lesson.spec.naive),
    run = played(lesson, 'update', naive.attempt);
  const told = guessesTold(lesson, { ...naive, guesses: { ...naive.guesses, race: { kind: 'skipped' } } }, { update: run });
  expect(told.map(({ id, score }) => [id, score.kind])).toEqual([['ready', 'curve'], ['lost', 'amount'], ['race', 'skipped']]);
  expect(told[1]!.score).toEqual(scoreOf(lesson, 'lost', naive.guesses['lost']!, run));
  expect(told[2]!.truth).toEqual(truthOf(lesson, 'race', run));
  expect(guessesTold(lesson, naive, {})).toEqual([]);
});

describe('two runs with one difference', () => {
  const lesson = small({ spec: [['other: { round: update, log: contrast, metric: failed }', 'other: { round: update, log: contrast, metric: failed }\n  deaf: { round: update, log: contrast, time: closedButKnown > 0 }']], prose: [['and there :fact[other]', 'and there :fact[other], :fact[deaf]']] });
  const naive = recordOf(lesson, lesson.spec.naive);
  const own = played(lesson, 'update', naive.attempt), other = played(lesson, 'update', contrastOf(lesson, naive));
  const pair = pairOf(lesson, own, other), [yours, theirs] = pair.sides;

  test('differ in the control, and begin at the same instant of their common clock', () => {
    expect(pair.control.label).toBe('Wait');
    expect(pair.begins).toBe(5 * S);
    expect([yours.from, theirs.from]).toEqual([5 * S, 5 * S]);
    expect([yours.run.plan.values['wait'], theirs.run.plan.values['wait']]).toEqual(['0s', '10s']);
  });

  test('runs that begin at different hours are counted from their own beginnings', () => {
    const late = { ...other, scenario: { ...other.scenario, rollout: { ...other.scenario.rollout, at: 25 * S } } };
    const shifted = pairOf(lesson, own, late);
    expect(shifted.sides.map(({ from }) => from)).toEqual([5 * S, 20 * S]);
    expect(shifted.length).toBeLessThanOrEqual(40 * S);
  });

  test('are over when nobody is failed any more, and then count what the whole runs count', () => {
    const failed = METRICS.find(({ id }) => id === 'failed')!, hurt = METRICS.find(({ id }) => id === 'usersHurt')!;
    for (const side of pair.sides) {
      const toll = tollAt(side, pair.stretches, pair.length);
      expect([toll.failed, toll.hurt]).toEqual([failed.measure(side.run.trace), hurt.measure(side.run.trace)]);
    }
    expect(tollAt(yours, pair.stretches, pair.length).failed).toBeGreaterThan(0);
  });

  test('count up, and nothing before the start', () => {
    expect(tollAt(yours, pair.stretches, pair.begins)).toEqual({ failed: 0, hurt: 0, held: [0] });
    const first = failuresOf(own.trace)[0]!.at - yours.from;
    expect(tollAt(yours, pair.stretches, first - 1).failed).toBe(0);
    expect(tollAt(yours, pair.stretches, first).failed).toBe(1);
  });

  test('compare what the lesson tells of the other run, in words', () => {
    expect(pair.stretches).toEqual([{ text: 'closedButKnown > 0', says: 'closed servers that routers still know' }]);
    expect(inWords('known < 1')).toBe('no servers that routers know');
    expect(inWords('readyShare >= 90%')).toBe('readyShare >= 90%');
    const tolls = [tollAt(yours, pair.stretches, pair.length), tollAt(theirs, pair.stretches, pair.length)] as const;
    expect(tolls[1]).toEqual({ failed: 0, hurt: 0, held: [0] });
    expect(tollsInWords(pair, pair.length, tolls)).toMatch(/^At [\d:]+ after the start\. Your run: \d+ requests failed, \d+ users hurt, .+ with closed servers that routers still know\. The other run: 0 requests failed, 0 users hurt, 0 s with closed/);
    expect(sinceStart(pair, 2 * S)).toBe('0:03 before the start');
  });

  test('are stepped through by the turns of both', () => {
    const turns = turnsOf(lesson, pair);
    expect(turns[0]).toBe(0);
    expect(turns.at(-1)).toBe(pair.length);
    expect(turns).toHaveLength(5);
    expect(turnFrom(turns, 0, 1)).toBe(turns[1]);
    expect(turnFrom(turns, turns[2]!, -1)).toBe(turns[1]);
    expect([turnFrom(turns, 0, -1), turnFrom(turns, pair.length, 1)]).toEqual([0, pair.length]);
  });
});

test('requests are counted where they came, and failures where they failed', () => {
  const lesson = small(),
    { trace } = played(lesson, 'update', { values: { wait: '0s' }, acts: [] });
  const { at, came, failed } = arrivalsIn(trace, 0, trace.header.horizon, 60);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  expect(sum(came)).toBe(trace.requests.count);
  expect(sum(failed)).toBe(failuresOf(trace).length);
  expect(at[3]).toBe(3 * S);
  const part = arrivalsIn(trace, 20 * S, 30 * S, 10);
  expect(part.came).toEqual(came.slice(20, 30));
});

test('an axis says hours and minutes of a long day', () => {
  const noon = 12 * 3600 * S;
  expect([sayTick(40 * S, 60 * S), sayTick(noon, noon), sayTick(noon + 30 * S, noon + 60 * S), sayTick(58 * 60 * S, 2 * 3600 * S)]).toEqual(['0:40', '12:00', '12:00:30', '0:58']);
});
