import { describe, expect, test } from 'vitest';
import { judge, played, recordOf, remembering } from '../../../src/lessons/index.ts';
import { failuresOf, SECOND } from '../../../src/sim/index.ts';
import { beside, planInWords } from '../../../src/ui/lessons/prove/best.ts';
import { boardOf, saidOf, summaryOf, unseenRuns } from '../../../src/ui/lessons/prove/board.ts';
import { behind, culpritOf, placeOf } from '../../../src/ui/lessons/prove/culprit.ts';
import { small } from '../../lessons/small-lesson.ts';

const S = SECOND;
const lesson = small({ spec: [['other: { round: update, log: contrast, metric: failed }', 'other: { round: update, log: contrast, metric: failed }\n  best: { round: update, log: expert, metric: failed }\n  deaf: { round: update, log: expert, time: closedButKnown > 0 }']], prose: [['Break *it*.', 'Break *it*: :fact[best], :fact[deaf].']] });
const naive = recordOf(lesson, lesson.spec.naive), expert = recordOf(lesson, lesson.spec.expert);
const play = remembering(6);

describe('the board of checks', () => {
  test('states all that is asked before anything is judged', () => {
    expect(boardOf(lesson, null, false).map(({ says, standing }) => [says, standing])).toEqual([['You saw it.', 'open'], ['None fails.', 'open'], ['On other days too.', 'open']]);
    expect(boardOf(lesson, judge(lesson, naive, play), true).map(({ standing, violation }) => [standing, violation])).toEqual([['judging', null], ['judging', null], ['judging', null]]);
  });

  test('says which hold and which is the first to be broken', () => {
    const rows = boardOf(lesson, judge(lesson, naive, play), false);
    expect(rows.map(({ standing, isFirst }) => [standing, isFirst])).toEqual([['holds', false], ['broken', true], ['broken', false]]);
    expect(rows[1]!.violation!.says).toMatch(/^Failed: \d+; asked is at most 0\. The first request to fail/);
    expect(boardOf(lesson, judge(lesson, expert, play), false).every(({ standing }) => standing === 'holds')).toBe(true);
  });

  test('checks that were not come to stay open', () => {
    expect(boardOf(lesson, judge(lesson, naive, play, { untilFirst: true }), false).map(({ standing }) => standing)).toEqual(['holds', 'broken', 'open']);
  });

  test('tells how many unseen days will be played', () => expect(unseenRuns(lesson)).toBe(3));
});

describe('where a plan breaks', () => {
  const { trace } = played(lesson, 'update', naive.plan, play);
  const [failure] = failuresOf(trace);

  test('is the fact, else the request that failed then, else an instant', () => {
    expect(culpritOf(trace, { at: 3 * S, fact: 7 })).toEqual({ kind: 'fact', fact: 7 });
    expect(culpritOf(trace, { at: failure!.at, fact: null })).toEqual({ kind: 'request', request: failure!.request });
    expect(culpritOf(trace, { at: 1, fact: null })).toBeNull();
  });

  test('is explained by the decision to take the server away', () => {
    expect(trace.facts[behind(trace, failure!.request)!]).toMatchObject({ type: 'replicaset.scaled', revision: 'v1', to: 1 });
  });

  test('a request that found no server is explained by no server', () => {
    const stopped = small({ scenario: [['strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }', 'strategy: { recreate: {} }']], spec: [['meets: closed', 'meets: empty']] });
    const { trace: empty } = played(stopped, 'update', { values: {}, acts: [] });
    const lost = failuresOf(empty).find(({ cause }) => cause === 'noEndpoint')!;
    expect(behind(empty, lost.request)).toBeNull();
  });

  test('is always on the page, with some room around it', () => {
    expect(placeOf({ from: 10 * S, to: 20 * S }, 15 * S, 60 * S)).toEqual({ part: { from: 10 * S, to: 20 * S }, at: 15 * S });
    expect(placeOf({ from: 10 * S, to: 20 * S }, 40 * S, 60 * S)).toEqual({ part: { from: 10 * S, to: 41 * S }, at: 40 * S });
    expect(placeOf({ from: 10 * S, to: 20 * S }, 2 * S, 60 * S)).toEqual({ part: { from: 1 * S, to: 20 * S }, at: 2 * S });
  });

  test('is at the end of what is shown when only the whole run breaks it', () => {
    expect(placeOf({ from: 10 * S, to: 20 * S }, 60 * S, 60 * S)).toEqual({ part: { from: 10 * S, to: 20 * S }, at: 20 * S });
  });
});

test('an expert’s plan stands beside the learner’s: what was decided, then what came of it', () => {
  const own = played(lesson, 'update', naive.plan, play), best = played(lesson, 'update', expert.plan, play);
  expect(beside(lesson, own, best)).toEqual([
    { label: 'Wait', own: '0 s', best: '5 s', isDecided: true },
    { label: 'Failed', own: String(failuresOf(own.trace).length), best: '0', isDecided: false },
    { label: 'Time with closed servers that routers still know', own: expect.stringMatching(/s$/), best: '0 s', isDecided: false },
  ]);
  expect(planInWords(lesson, expert.plan)).toBe('Wait: 5 s.');
});

test('what came of the checks is said in a sentence, with the first that is broken', () => {
  const rows = boardOf(lesson, judge(lesson, naive, play), false);
  expect(summaryOf(rows)).toBe('2 of 3 checks are broken.');
  expect(saidOf(rows)).toMatch(/^2 of 3 checks are broken\. The first: None fails\. Failed: \d+; asked is at most 0\./);
  expect(saidOf(boardOf(lesson, judge(lesson, expert, play), false))).toBe('Every check holds.');
});
