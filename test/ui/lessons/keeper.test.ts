import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keep, lessonActor, type Kept } from '../../../src/lessons/index.ts';
import { encodeKept, keptIn } from '../../../src/ui/lessons/address.ts';
import { Keeper } from '../../../src/ui/lessons/keeper.ts';
import { small } from '../../lessons/small-lesson.ts';

const lesson = small();
const proofs = (count: number): Kept => {
  const kept = keep(lesson, lessonActor(lesson).getSnapshot());
  return { ...kept, record: { ...kept.record, proofs: count } };
};
/** How often the plan had been put to the checks, in each address that was written. */
const read = (hashes: readonly string[]): Promise<number[]> =>
  Promise.all(hashes.map(async (hash) => ((await keptIn(hash))!.value as unknown as Kept).record.proofs));

let written: string[];
const keeper = (): Keeper => new Keeper((hash) => written.push(hash));
beforeEach(() => {
  written = [];
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => vi.useRealTimers());

test('the first thing is written at once, and of what comes quickly only the last', async () => {
  const one = keeper();
  one.keep(proofs(1));
  await vi.waitFor(() => expect(written).toHaveLength(1));
  for (const count of [2, 3, 4]) one.keep(proofs(count));
  await vi.advanceTimersByTimeAsync(1000);
  await vi.waitFor(() => expect(written).toHaveLength(2));
  expect(await read(written)).toEqual([1, 4]);
});

test('after the lesson was left nothing is written any more', async () => {
  const one = keeper();
  one.keep(proofs(1));
  one.close();
  // As much packing as the keeper had under way is certainly done by now.
  for (const count of [1, 2, 3]) await encodeKept(proofs(count));
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([]);
});
