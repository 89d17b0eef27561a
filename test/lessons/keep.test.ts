import { describe, expect, test } from 'vitest';
import { keep, keptFrom, lessonActor, type Kept } from '../../src/lessons/machine/keep.ts';
import type { LessonEvent } from '../../src/lessons/machine/machine.ts';
import type { Json } from '../../src/sim/index.ts';
import { small } from './small-lesson.ts';

const lesson = small();
const UNTIL_MARK: LessonEvent[] = [
  { type: 'next' },
  { type: 'plan', plan: { values: { wait: '5s' }, acts: [{ do: 'pause', at: 12_000_000 }] } },
  { type: 'next' },
  {
    type: 'guess',
    id: 'ready',
    guess: {
      kind: 'curve',
      points: [
        [5_000_000, 2],
        [40_000_000, 1],
      ],
    },
  },
  { type: 'guess', id: 'race', guess: { kind: 'bar', length: 3_000_000 } },
  { type: 'skip', id: 'lost' },
  { type: 'next' },
  { type: 'run.ended' },
  { type: 'next' },
  { type: 'mark', id: 'closed', at: 13_000_000 },
  { type: 'mark', id: 'closed', at: 14_000_000 },
];

function after(events: readonly LessonEvent[]): Kept {
  const actor = lessonActor(lesson);
  actor.start();
  for (const event of events) actor.send(event);
  return keep(lesson, actor.getSnapshot());
}

describe('a lesson in progress is kept', () => {
  const kept = after(UNTIL_MARK);

  test('small and plain, with everything that was done', () => {
    expect(kept).toMatchObject({
      lesson: 'small',
      at: 'observe',
      round: 0,
      locked: 1,
      seen: 1,
      record: { marks: { closed: [13_000_000, 14_000_000] }, guesses: { lost: { kind: 'skipped' } } },
    });
    expect(JSON.stringify(kept).length).toBeLessThan(700);
  });

  test('and gone on with from the text of a link', () => {
    const actor = lessonActor(lesson, keptFrom(lesson, JSON.parse(JSON.stringify(kept)) as Json));
    actor.start();
    expect(keep(lesson, actor.getSnapshot())).toEqual(kept);
    actor.send({ type: 'next' });
    expect(actor.getSnapshot().value).toBe('explain');
  });

  test('with the check that failed, even one that is called none', () => {
    const actor = lessonActor(lesson);
    actor.start();
    for (const event of [...UNTIL_MARK, { type: 'next' }, { type: 'next' }, { type: 'prove' }, { type: 'proved', failing: 'none' }] as const) actor.send(event);
    const failed = keep(lesson, actor.getSnapshot());
    expect(keptFrom(lesson, JSON.parse(JSON.stringify(failed)) as Json)).toEqual({ ...failed, failing: 'none' });
  });

  test('a check in progress begins anew', () => {
    expect(after([...UNTIL_MARK, { type: 'next' }, { type: 'next' }, { type: 'prove' }]).at).toBe('prove.planning');
  });

  test.each([
    ['another lesson', { lesson: '01' }],
    ['a state that there is not', { at: 'prove.checking' }],
    ['a round that there is not', { round: 1 }],
    ['rounds seen before they were locked', { locked: 0 }],
    ['a strange field', { extra: 1 }],
    ['a check that there is not', { failing: 'nope' }],
    ['a plan that passes and fails', { failing: 'none', proved: true }],
    ['no record', { record: null }],
    ['a control that there is not', { record: { ...kept.record, plan: { values: { other: '5s' }, acts: [] } } }],
    ['a value that is not offered', { record: { ...kept.record, attempt: { values: { wait: '999s' }, acts: [] } } }],
    ['an act that is not offered', { record: { ...kept.record, plan: { values: {}, acts: [{ do: 'retry', at: 1 }] } } }],
    ['a guess off the scale', { record: { ...kept.record, guesses: { race: { kind: 'bar', length: 1e12 } } } }],
    [
      'a curve that goes back in time',
      {
        record: {
          ...kept.record,
          guesses: {
            ready: {
              kind: 'curve',
              points: [
                [5, 1],
                [4, 1],
              ],
            },
          },
        },
      },
    ],
    ['two guesses skipped', { record: { ...kept.record, guesses: { lost: { kind: 'skipped' }, race: { kind: 'skipped' } } } }],
    ['a mark of nothing', { record: { ...kept.record, marks: { other: [1] } } }],
    ['more hints than rungs', { record: { ...kept.record, hints: 5 } }],
  ])('a link with %s is refused', (_, damage) => {
    expect(() => keptFrom(lesson, { ...kept, ...damage } as unknown as Json)).toThrow(
      'The link does not fit this lesson: part of it is missing or altered.',
    );
  });

  test('a link of another version says so', () => {
    expect(() => keptFrom(lesson, { ...kept, schema: 2 } as unknown as Json)).toThrow(
      'The link was made by another version of Cutover.',
    );
  });
});
