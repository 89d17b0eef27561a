import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { keep, keptFrom, lessonActor } from '../../../src/lessons/index.ts';
import { encodeKept, keptIn } from '../../../src/ui/lessons/address.ts';
import { small } from '../../lessons/small-lesson.ts';

const linkTo = (text: string): string => `#l=1.${deflateRawSync(text).toString('base64url')}`;

describe('the address of a lesson', () => {
  test('brings back where one was and what one did', async () => {
    const lesson = small(),
      actor = lessonActor(lesson);
    actor.start();
    actor.send({ type: 'next' });
    actor.send({ type: 'plan', plan: { values: { wait: '5s' }, acts: [] } });
    actor.send({ type: 'next' });
    actor.send({ type: 'guess', id: 'ready', guess: { kind: 'curve', points: [[6_000_000, 2], [8_500_000, 1.25]] } });
    const kept = keep(lesson, actor.getSnapshot());
    const found = await keptIn(await encodeKept(kept));
    expect(found!.lesson).toBe(lesson.id);
    expect(keptFrom(lesson, found!.value)).toEqual(kept);
  });

  test('is short enough for any chat', async () => {
    const lesson = small(),
      points = Array.from({ length: 24 }, (_, i): [number, number] => [i * 1_458_333, (i * 37) % 4]);
    const { record, ...rest } = keep(lesson, lessonActor(lesson).getSnapshot());
    const hash = await encodeKept({ ...rest, record: { ...record, guesses: { ready: { kind: 'curve', points } } } });
    expect(hash.length).toBeLessThan(1000);
  });

  test.each(['', '#', '#01-stop-everything', '#s=1.abc'])('%j holds no lesson in progress', async (hash) => {
    expect(await keptIn(hash)).toBeNull();
  });

  test.each([
    ['cut short', '#l=1.fY47Ds'],
    ['no base64', '#l=1.<b>'],
    ['empty', '#l=1.'],
    ['not JSON', linkTo('{"lesson":')],
    ['a list', linkTo('[1]')],
    ['without a lesson', linkTo('{"schema":1}')],
    ['with a number for a lesson', linkTo('{"lesson":4}')],
  ])('that is %s says that it is damaged', async (_, hash) => {
    await expect(keptIn(hash)).rejects.toThrow('The link is damaged');
  });

  test('of another version says so', async () => {
    await expect(keptIn('#l=7.abcd')).rejects.toThrow('another version');
  });
});
