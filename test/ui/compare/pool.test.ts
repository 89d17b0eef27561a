import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { METRICS, type Row } from '../../../src/sim/index.ts';
import { DEADLINE_MS, Pool } from '../../../src/ui/compare/pool.ts';
import type { Job } from '../../../src/ui/compare/protocol.ts';

/** A worker that answers when it is told to. */
class Desk {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  jobs: Job[] = [];
  ended = false;
  postMessage(job: Job): void { this.jobs.push(job); }
  terminate(): void { this.ended = true; }
  answer(data: unknown = { type: 'rows', rows: rowsOf(this.jobs.at(-1)!) }): void { this.onmessage?.({ data }); }
}

const rowsOf = ({ from, to }: Job): Row[] =>
  Array.from({ length: to - from }, (_, index) => ({ arm: 0, replication: from + index, seed: 1, outcome: 'promoted', undoneBy: null, values: METRICS.map(() => null) }));
const job = (key: string, from: number): Job => ({ key, source: {}, root: 1, from, to: from + 2 });

function setUp(size = 2): { pool: Pool; desks: Desk[]; heard: string[] } {
  const desks: Desk[] = [], heard: string[] = [];
  const start = (): Worker => {
    desks.push(new Desk());
    return desks.at(-1) as unknown as Worker;
  };
  const pool = new Pool(start, size, {
    onRows: ({ key, from }, rows) => heard.push(`${key} ${from} ${rows.length}`),
    onFailure: (key, message) => heard.push(`${key} failed: ${message}`),
    onTrouble: (message) => heard.push(`trouble: ${message}`),
    onDone: () => heard.push('done'),
  });
  return { pool, desks, heard };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('hands a job to each worker, the next to whoever is ready, and says when all is done', () => {
  const { pool, desks, heard } = setUp();
  pool.play([job('a', 0), job('b', 0), job('a', 2)]);
  expect(desks).toHaveLength(2);
  desks[1]!.answer();
  expect(desks[1]!.jobs.map(({ key, from }) => `${key} ${from}`)).toEqual(['b 0', 'a 2']);
  desks[0]!.answer();
  expect(heard).toEqual(['b 0 2', 'a 0 2']);
  desks[1]!.answer();
  expect(heard).toEqual(['b 0 2', 'a 0 2', 'a 2 2', 'done']);
});

test('a row that fails is given up, and the others go on', () => {
  const { pool, desks, heard } = setUp(1);
  pool.play([job('a', 0), job('b', 0), job('a', 2)]);
  desks[0]!.answer({ type: 'failure', message: 'too many events' });
  desks[0]!.answer();
  expect(heard).toEqual(['a failed: too many events', 'b 0 2', 'done']);
});

test.each([
  ['nothing', null],
  ['too few rows', { type: 'rows', rows: [] }],
  ['other replications', { type: 'rows', rows: rowsOf(job('a', 4)) }],
  ['an unknown outcome', { type: 'rows', rows: rowsOf(job('a', 0)).map((row) => ({ ...row, outcome: 'fine' })) }],
  ['a value that is no number', { type: 'rows', rows: rowsOf(job('a', 0)).map((row) => ({ ...row, values: row.values.map(() => NaN) })) }],
])('%s is no answer', (_what, data) => {
  const { pool, desks, heard } = setUp(1);
  pool.play([job('a', 0)]);
  desks[0]!.answer(data);
  expect(heard).toEqual(['a failed: A background run answered something that is no run.', 'done']);
});

test('a job that takes too long is ended with its worker, and a new one takes over', () => {
  const { pool, desks, heard } = setUp(1);
  pool.play([job('a', 0), job('b', 0)]);
  vi.advanceTimersByTime(DEADLINE_MS);
  expect(desks[0]!.ended).toBe(true);
  expect(heard[0]).toMatch(/^a failed: Its runs were stopped after 30 seconds/);
  desks[1]!.answer();
  expect(heard.slice(1)).toEqual(['b 0 2', 'done']);
});

test('cancelled, nothing more is heard and no worker that was playing lives', () => {
  const { pool, desks, heard } = setUp();
  pool.play([job('a', 0), job('b', 0), job('a', 2)]);
  pool.cancel();
  for (const desk of desks) desk.answer();
  vi.advanceTimersByTime(DEADLINE_MS);
  expect(heard).toEqual([]);
  expect(desks.every(({ ended }) => ended)).toBe(true);
});

test('cancelled, a worker that only waits is the next to play', () => {
  const { pool, desks, heard } = setUp();
  pool.play([job('a', 0), job('b', 0)]);
  desks[0]!.answer();
  pool.cancel();
  expect(desks.map(({ ended }) => ended)).toEqual([false, true]);
  pool.play([job('c', 0), job('d', 0)]);
  expect(desks).toHaveLength(3);
  expect(desks[0]!.jobs.map(({ key }) => key)).toEqual(['a', 'c']);
  desks[2]!.answer();
  desks[0]!.answer();
  expect(heard).toEqual(['a 0 2', 'd 0 2', 'c 0 2', 'done']);
});

test('paused, what is under way ends and nothing begins', () => {
  const { pool, desks, heard } = setUp(1);
  pool.play([job('a', 0), job('b', 0)]);
  pool.pause(true);
  desks[0]!.answer();
  expect(heard).toEqual(['a 0 2']);
  expect(desks[0]!.jobs).toHaveLength(1);
  pool.pause(false);
  desks[0]!.answer();
  expect(heard).toEqual(['a 0 2', 'b 0 2', 'done']);
});

test('with nothing to play it is done at once, and going on after a pause with nothing left says nothing', () => {
  const { pool, desks, heard } = setUp();
  pool.pause(false);
  expect(heard).toEqual([]);
  pool.play([]);
  expect(heard).toEqual(['done']);
  expect(desks).toEqual([]);
});

test('a worker that cannot start is said, and nothing hangs', () => {
  const { pool, desks, heard } = setUp(1);
  pool.play([job('a', 0)]);
  desks[0]!.onerror?.({ message: '', preventDefault: () => undefined });
  expect(heard).toEqual(['trouble: The background runs could not start.']);
  expect(desks[0]!.ended).toBe(true);
});
