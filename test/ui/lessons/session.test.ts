import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Guess, Kept, Lesson } from '../../../src/lessons/index.ts';
import { LessonSession } from '../../../src/ui/lessons/session.svelte.ts';
import { small } from '../../lessons/small-lesson.ts';
import { Desk } from './desk.ts';

let lesson: Lesson, desk: Desk, kept: Kept[], session: LessonSession;
const begin = (from?: Kept): LessonSession =>
  new LessonSession(lesson, { start: desk.start, onkeep: (now) => kept.push(now), ...(from === undefined ? {} : { kept: from }) });
const settled = (): Promise<unknown> => vi.runAllTimersAsync();

beforeEach(() => {
  vi.useFakeTimers();
  lesson = small();
  desk = new Desk();
  kept = [];
  session = begin();
});
afterEach(() => {
  session.close();
  vi.useRealTimers();
});

const GUESSES: Record<string, Exclude<Guess, { kind: 'skipped' }>> = {
  ready: { kind: 'curve', points: [[5_000_000, 2]] }, lost: { kind: 'count', count: 0 }, race: { kind: 'bar', length: 0 },
};
function untilRun(): void {
  session.send({ type: 'next' });
  session.send({ type: 'next' });
  for (const [id, guess] of Object.entries(GUESSES)) session.send({ type: 'guess', id, guess });
  session.send({ type: 'next' });
}
function untilExplain(): void {
  untilRun();
  session.send({ type: 'run.ended' });
  session.send({ type: 'next' });
  session.send({ type: 'mark', id: 'closed', at: 13_000_000 });
  session.send({ type: 'next' });
}

test('the own run of a round is played ahead while one guesses, and not before', async () => {
  session.send({ type: 'next' });
  await settled();
  expect(desk.asked).not.toContain('play');
  session.send({ type: 'next' });
  expect(session.record).toBeNull();
  await settled();
  expect(session.record!.trace.header.title).toBe('Small');
  expect(session.window).toEqual({ from: 5_000_000, to: 40_000_000 });
});

test('another plan is another run', async () => {
  session.send({ type: 'next' });
  session.send({ type: 'next' });
  await settled();
  const { trace } = session.record!;
  session.send({ type: 'back' });
  session.send({ type: 'plan', plan: { values: { wait: '5s' }, acts: [] } });
  session.send({ type: 'next' });
  expect(session.record).toBeNull();
  await settled();
  expect(session.record!.plan.values).toEqual({ wait: '5s' });
  expect(session.record!.trace.digest).not.toBe(trace.digest);
});

test('a plan that one came from is not played twice', async () => {
  const one = session.play('update', { values: {}, acts: [] }),
    two = session.play('update', { values: {}, acts: [] });
  await settled();
  expect(await one).toBe(await two);
  expect(desk.asked.filter((kind) => kind === 'play')).toHaveLength(1);
});

test('what depends on the run is told once it is played, and its numbers with it', async () => {
  untilExplain();
  expect(session.beat).toBe('explain');
  expect(session.told.map(({ kind }) => kind)).toEqual(['compare', 'paragraph']);
  expect(session.values['lost']).toBeUndefined();
  await settled();
  expect(session.told.map(({ kind }) => kind)).toEqual(['compare', 'paragraph', 'paragraph']);
  expect(session.values).toMatchObject({ lost: expect.stringMatching(/^\d+$/), other: '0' });
  expect(session.contrast!.plan.values).toEqual({ wait: '10s' });
  expect(session.records['update']!.plan.values).toEqual({});
});

test('a plan that fails says by which check, and a better one passes', async () => {
  untilExplain();
  session.send({ type: 'next' });
  void session.prove();
  expect(session.at).toBe('prove.checking');
  expect(session.verdicts).toBeNull();
  await settled();
  expect(session.at).toBe('prove.failed');
  expect(session.context.failing).toBe('none');
  expect(session.verdicts!.map(({ check, violation }) => [check, violation === null])).toEqual([['saw', true], ['none', false], ['unseen', false]]);
  expect(session.judged).toBeGreaterThan(0);

  session.send({ type: 'plan', plan: { values: { wait: '5s' }, acts: [] } });
  expect(session.verdicts).toBeNull();
  void session.prove();
  await settled();
  expect(session.at).toBe('prove.passed');
});

test('a check of a plan that has been changed meanwhile is given up', async () => {
  untilExplain();
  await settled();
  session.send({ type: 'next' });
  void session.prove();
  session.send({ type: 'plan', plan: { values: { wait: '5s' }, acts: [] } });
  await settled();
  expect(session.at).toBe('prove.planning');
  expect(session.verdicts).toBeNull();
  expect(desk.started).toBe(2);
  expect(session.trouble).toBeNull();
});

test('what cannot be judged is said, and may be tried again', async () => {
  untilExplain();
  await settled();
  session.send({ type: 'next' });
  desk.failing = 'No run today.';
  void session.prove();
  await settled();
  expect(session.trouble).toBe('No run today.');
  expect(session.at).toBe('prove.planning');
});

test('a run that cannot be played is said', async () => {
  desk.failing = 'No run today.';
  session.send({ type: 'next' });
  session.send({ type: 'next' });
  await settled();
  expect(session.trouble).toBe('No run today.');
  expect(session.record).toBeNull();
});

test('a run that could not be played is tried again when it is asked for again', async () => {
  desk.failing = 'No run today.';
  const first = session.play('update', { values: {}, acts: [] }).catch((error: Error) => error.message);
  await settled();
  desk.failing = null;
  const second = session.play('update', { values: {}, acts: [] });
  await settled();
  expect(await first).toBe('No run today.');
  expect((await second).round).toBe('update');
});

test('a session gone on from what was kept is the same, its verdicts too', async () => {
  untilExplain();
  session.send({ type: 'next' });
  void session.prove();
  await settled();
  const other = begin(kept.at(-1)!);
  await settled();
  expect(other.at).toBe('prove.failed');
  expect(other.learner).toEqual(session.learner);
  expect(other.verdicts).toEqual(session.verdicts);
  other.close();
});

test('a link that claims a proof is judged all the same', async () => {
  untilExplain();
  session.send({ type: 'next' });
  await settled();
  const other = begin({ ...kept.at(-1)!, at: 'prove.passed', proved: true });
  await settled();
  expect(other.at).toBe('prove.failed');
  expect(other.learner.proofs).toBe(0);
  other.close();
});

test('verdicts that were made with other marks are gone', async () => {
  untilExplain();
  session.send({ type: 'next' });
  void session.prove();
  await settled();
  session.send({ type: 'back' });
  expect(session.verdicts).not.toBeNull();
  session.send({ type: 'back' });
  session.send({ type: 'mark', id: 'closed', at: 14_000_000 });
  expect(session.verdicts).toBeNull();
});

test('every step is kept', () => {
  untilRun();
  expect(kept.map(({ at }) => at)).toEqual(['attempt', 'predict', 'predict', 'predict', 'predict', 'run.playing']);
  expect(kept.at(-1)!.record.guesses).toEqual(GUESSES);
});

test('to begin anew is to have done nothing', async () => {
  untilExplain();
  await settled();
  session.send({ type: 'restart' });
  expect(session.beat).toBe('hook');
  expect(session.learner.guesses).toEqual({});
  expect(session.contrast).toBeNull();
});

test('what a beat asked of the page is forgotten with it', () => {
  untilRun();
  session.nextLabel = 'Go';
  session.hold = 'Not yet.';
  session.send({ type: 'run.paused' });
  expect(session.hold).toBe('Not yet.');
  session.send({ type: 'back' });
  expect([session.nextLabel, session.hold]).toEqual([null, null]);
});
