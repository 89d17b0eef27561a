import { describe, expect, test } from 'vitest';
import { valuesOf } from '../../src/lessons/controls.ts';
import { windowOf } from '../../src/lessons/lesson.ts';
import { played } from '../../src/lessons/run/played.ts';
import { find } from '../../src/lessons/run/moments.ts';
import { truthOf } from '../../src/lessons/score/score.ts';
import { named } from '../../src/lessons/spec/schema.ts';
import { proveLesson } from '../../src/lessons/prove/prove.ts';
import { randomRecord } from '../../src/lessons/prove/random.ts';
import { LESSONS } from '../../src/lessons/library.ts';
import { small } from './small-lesson.ts';

/** What is not proved of the small lesson, by claim; that it is too short is said of it always. */
function troubles(change: Parameters<typeof small>[0] = {}): Record<string, string> {
  const claims = proveLesson(small(change), { randomLogs: 40 }).filter(({ trouble }) => trouble !== null);
  const { 'it takes six to ten minutes': pace, ...rest } = Object.fromEntries(
    claims.map(({ claim, trouble }) => [claim, trouble!]),
  );
  expect(pace).toMatch(/^It takes about \d\.?\d* minutes\.$/);
  return rest;
}

describe('a lesson is proved before anybody learns from it', () => {
  test('the small lesson is, but for its length', () => {
    expect(troubles()).toEqual({});
  });

  test.each([
    [
      'an expert whose plan fails',
      { spec: [['plan: { wait: 5s }', 'plan: { wait: 0s }']] },
      'the expert passes',
      /^none: Failed: \d+; asked is at most 0/,
    ],
    [
      'an expert whose mark is elsewhere',
      { spec: [['marks: { closed: 13s }', 'marks: { closed: 30s }']] },
      'the expert passes',
      /^saw: Your mark stands 17 s too late/,
    ],
    [
      'a naive plan that passes',
      { spec: [['plan: { wait: 0s }', 'plan: { wait: 5s }']] },
      'the naive plan fails for the named reason',
      'It passes every check.',
    ],
    [
      'a naive plan that fails for another reason',
      { spec: [['fails: none', 'fails: unseen']] },
      'the naive plan fails for the named reason',
      /^It fails none before it comes to unseen: Failed/,
    ],
    [
      'a naive guess that gives nothing away',
      { spec: [["lost: '0'", "lost: '110'"]] },
      'the naive guesses give their ideas away',
      'They do not give away M4.',
    ],
    [
      'a lesson that is won by doing nothing',
      {
        spec: [
          ['  saw: { round: update, says: You saw it., must: { marked: { mark: closed } } }\n', ''],
          ['total: failed <= 0', 'total: failed <= 999'],
          ['total: failed <= 0', 'total: failed <= 999'],
        ],
      },
      'doing nothing fails',
      'It passes every check.',
    ],
    [
      'a lesson that is won by chance',
      { spec: [['within: 1s', 'within: 60s']] },
      'of 40 careless learners, under 5% pass',
      /^\d+ of 40 pass\.$/,
    ],
    [
      'a number that no run tells',
      {
        spec: [
          [
            'other: { round: update, log: contrast, metric: failed }',
            'other: { round: update, log: contrast, metric: rollbackTime }',
          ],
        ],
      },
      'every number of the prose is told by a run',
      'No run tells other.',
    ],
    [
      'a number that no sentence tells',
      { prose: [['Wait for :fact[wait].', 'Wait.']] },
      'every number of the prose is told by a run',
      'No sentence tells wait.',
    ],
    [
      'an expert who puts a knob where it cannot be',
      { spec: [['plan: { wait: 5s }', 'plan: { wait: 6s }']] },
      'the lesson can be walked through, forwards and back',
      'It stops at prove.planning: plan is not taken.',
    ],
  ] as const)('%s', (_, change, claim, trouble) => {
    const found = troubles(change);
    expect(Object.keys(found)).toContain(claim);
    expect(found[claim]).toMatch(trouble);
  });

  test('careless learners are the same each time, and unlike each other', () => {
    const [first, again, second] = [randomRecord(small(), 1), randomRecord(small(), 1), randomRecord(small(), 2)];
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
  });
});

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  'the lesson %s is proved',
  (_, lesson) => {
    expect(proveLesson(lesson).filter(({ trouble }) => trouble !== null)).toEqual([]);
  },
  // Many whole days are played; only a machine that does much else besides needs all of this.
  300_000,
);

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('%s, taken to the ends of what can be decided', (_, lesson) => {
  const ends = lesson.spec.controls.reduce<Record<string, string>[]>(
    (plans, [name, control]) => plans.flatMap((plan) => [valuesOf(control)[0]!, valuesOf(control).at(-1)!].map((value) => ({ ...plan, [name]: value }))),
    [{}],
  );

  test.each(ends)('%j: what is to be marked lies where marks can be put, and what is guessed on its scale', (values) => {
    for (const [round] of lesson.spec.rounds) {
      const run = played(lesson, round, { values, acts: [] }),
        { from, to } = windowOf(lesson, round, run.scenario);
      for (const [, mark] of lesson.spec.marks.filter(([, mark]) => mark.round === round)) {
        const at = find(run.trace, named(lesson.spec.moments, mark.moment))?.at ?? NaN;
        expect([mark.moment, at >= from && at <= to]).toEqual([mark.moment, true]);
      }
      for (const [id, spec] of lesson.spec.guesses) {
        const truth = spec.round === round ? truthOf(lesson, id, run) : null;
        if (truth?.kind === 'amount') expect([id, truth.value >= 0 && truth.value <= spec.most]).toEqual([id, true]);
      }
    }
  });
});
