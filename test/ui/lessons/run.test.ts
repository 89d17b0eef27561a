import { describe, expect, test } from 'vitest';
import { format, seconds } from '../../../src/sim/index.ts';
import { played, recordOf, windowOf, type LearnerRecord, type Lesson, type RunRecord } from '../../../src/lessons/index.ts';
import { LESSONS } from '../../../src/lessons/library.ts';
import { penLine } from '../../../src/ui/lessons/inputs/pen.ts';
import { filledBy, thingsOn } from '../../../src/ui/lessons/inputs/things.ts';
import { marksOf } from '../../../src/ui/lessons/run/marks.ts';
import { speedFor } from '../../../src/ui/lessons/run/speed.ts';
import { remarksOf, stopsOf } from '../../../src/ui/lessons/run/stops.ts';

const [olden, zero] = LESSONS as [Lesson, Lesson];
const naive = (lesson: Lesson): LearnerRecord => recordOf(lesson, lesson.spec.naive);
const runOf = (lesson: Lesson, round: string): RunRecord => played(lesson, round, naive(lesson).attempt);
function storyOf(lesson: Lesson, round: string): { stops: string[]; remarks: string[] } {
  const { trace, scenario } = runOf(lesson, round), window = windowOf(lesson, round, scenario);
  const { blocks } = lesson.scenes.find((scene) => scene.beat === 'run' && scene.round === round)!;
  const remarks = remarksOf(blocks, lesson.spec, trace, window);
  return { stops: stopsOf(trace, window, remarks).map(format.clock), remarks: remarks.map(({ id, at }) => `${id} ${format.clock(at)}`) };
}

describe('the run of a learner', () => {
  test('stops at every turn of the story, once where several things happen together, and at the end of its window', () => {
    expect(storyOf(olden, 'good').stops).toEqual(['12:00:01', '12:01:21', '12:05:21', '12:05:43', '12:06:14', '12:06:59', '12:12:00']);
    expect(storyOf(zero, 'update').stops).toEqual(['0:20', '0:33', '0:39', '1:21', '1:25']);
  });

  test('is remarked upon in order of time, and every remark is told at a stop or before one', () => {
    expect(storyOf(olden, 'good').remarks).toEqual(['down 12:00:01', 'copying 12:00:01', 'configuring 12:01:21', 'starting 12:05:21', 'back 12:05:43']);
    expect(storyOf(zero, 'update').remarks).toEqual(['told 0:33', 'closed 0:33', 'forgotten 0:39', 'done 1:21']);
  });

  test('what happens outside the window is not remarked upon', () => {
    const { trace } = runOf(zero, 'update');
    const { blocks } = zero.scenes.find(({ beat }) => beat === 'run')!;
    expect(remarksOf(blocks, zero.spec, trace, { from: seconds(35), to: seconds(50) }).map(({ id }) => id)).toEqual(['forgotten']);
  });

  test('takes about half a minute, at one of the speeds of the time bar', () => {
    const speedOf = (length: number): number => speedFor({ from: seconds(7), to: seconds(7 + length) });
    expect([speedOf(60), speedOf(14 * 60), speedOf(22 * 60), speedOf(5)]).toEqual([1, 30, 30, 0.25]);
  });
});

describe('marks', () => {
  const marked = (...at: number[]) => marksOf(olden, runOf(olden, 'good'), { ...naive(olden), marks: { down: at.map(seconds) } })[0]!;
  const noon = 12 * 3600;

  test('near enough is right, and the learner is done', () => {
    expect(marked(noon + 31)).toMatchObject({ id: 'down', isRight: true, isSettled: true, tries: 1, put: seconds(noon + 31), was: seconds(noon + 1) });
  });

  test('elsewhere is another try, until the third', () => {
    expect(marked(noon + 32)).toMatchObject({ isRight: false, isSettled: false, tries: 1 });
    expect(marked(noon + 100, noon + 200)).toMatchObject({ isSettled: false, tries: 2 });
    expect(marked(noon + 100, noon + 200, noon + 300)).toMatchObject({ isRight: false, isSettled: true, tries: 3 });
  });

  test('a mark not set yet is neither', () => {
    expect(marked()).toMatchObject({ put: null, isRight: false, isSettled: false });
  });

  test('nobody looks long for what their plan put out of sight', () => {
    const attempt = { values: { preStop: '60s', grace: '60s' }, acts: [] }, run = played(zero, 'update', attempt);
    expect(marksOf(zero, run, { ...naive(zero), attempt, marks: { closed: [seconds(40)] } }).map(({ isRight, isSettled }) => [isRight, isSettled])).toEqual([[false, true], [false, false]]);
  });
});

describe('drawings', () => {
  test('a pen goes round its corners, and dots where the line only goes on', () => {
    expect(penLine([null, 4, 0, null], (column) => column * 10, (value) => 40 - value * 10)).toEqual({
      drawn: 'M10,0H15Q20,0 20,5V35Q20,40 25,40H30', level: 'M0,0H10M30,40H40',
    });
  });

  test('things are marks that can be seen, each for a round number, and one of them is never nothing', () => {
    expect([thingsOn(1500), thingsOn(8), thingsOn(100_000)]).toEqual([{ each: 10, rows: 5 }, { each: 1, rows: 1 }, { each: 1000, rows: 5 }]);
    expect([0, 1, 10, 11].map((count) => filledBy(count, thingsOn(1500)))).toEqual([0, 1, 1, 2]);
  });
});
