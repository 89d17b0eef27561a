import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../src/lessons/lesson.ts';
import { NO_PLAN, NO_RECORD } from '../../src/lessons/record.ts';
import { remembering } from '../../src/lessons/run/played.ts';
import { toldTo } from '../../src/lessons/run/told.ts';
import { contrastOf, valueOf } from '../../src/lessons/run/values.ts';
import { small } from './small-lesson.ts';

const lesson = small(),
  play = remembering(4);
const having = (wait: string) => ({ ...NO_RECORD, attempt: { values: { wait }, acts: [] } });

describe('what a learner is told fits the attempt', () => {
  test('the comparison differs in one value, the one farther from the learner’s own', () => {
    expect(contrastOf(lesson, NO_RECORD).values).toEqual({ wait: '10s' });
    expect(contrastOf(lesson, having('10s')).values).toEqual({ wait: '0s' });
    const [own, other] = [sourceOf(lesson, 'update', NO_PLAN), sourceOf(lesson, 'update', contrastOf(lesson, NO_RECORD))];
    expect(other).toEqual({ ...own, fleet: { ...(own['fleet'] as object), preStop: '10s' } });
  });

  test('numbers come from the learner’s run, the comparison and the expert’s plan', () => {
    expect(['lost', 'other', 'wait'].map((id) => valueOf(lesson, id, having('0s'), play))).toEqual(['122', '0', '5 s']);
    expect(['lost', 'other', 'wait'].map((id) => valueOf(lesson, id, having('10s'), play))).toEqual(['0', '122', '5 s']);
  });

  test('a length of time that runs backwards is no number to tell', () => {
    const backwards = small({
      spec: [['values:', 'values:\n  race: { round: update, between: { from: closed, to: forgotten } }']],
      prose: [['Look.', ':fact[race]']],
    });
    expect(valueOf(backwards, 'race', having('0s'), play)).toBe('3 s');
    expect(valueOf(backwards, 'race', having('10s'), play)).toBeNull();
  });

  test('sentences about a loss are told to those who had one', () => {
    const { blocks } = lesson.scenes.find(({ beat }) => beat === 'explain')!;
    const kinds = (wait: string) => toldTo(blocks, lesson, having(wait), play).map(({ kind }) => kind);
    expect(kinds('0s')).toEqual(['compare', 'paragraph', 'paragraph']);
    expect(kinds('5s')).toEqual(['compare', 'paragraph']);
  });

  test('an action of the learner stands behind those of the world', () => {
    const plan = { values: {}, acts: [{ do: 'undo', at: 12_500_000 }] } as const;
    expect(sourceOf(lesson, 'update', plan)['operator']).toEqual([{ do: 'undo', at: '12500000us' }]);
  });
});
