import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, expect, test } from 'vitest';
import { ResultsProblem, readResults, writeResults } from '../../src/results/index.ts';
import { allRows, plan, resultsOf } from './sample.ts';

let whole: Uint8Array;
beforeAll(async () => {
  whole = await writeResults(resultsOf(allRows()));
});

/** What reading says; fails when it does not refuse, or refuses with anything but a sentence of ours. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const error: unknown = await readResults(bytes).then(
    () => new Error('it was read'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ResultsProblem);
  const { message } = error as ResultsProblem;
  expect(message).toMatch(/^it .{5,300}\.$/);
  return message;
}

/** The same file with some text in it exchanged for another of the same length. */
function exchanged(text: string, by: string): Uint8Array {
  const place = Buffer.from(whole).indexOf(text);
  expect([place > 0, by.length]).toEqual([true, text.length]);
  const changed = Buffer.from(whole);
  changed.write(by, place);
  return new Uint8Array(changed);
}

test('a file cut short anywhere is refused', async () => {
  for (const share of [0.001, 0.1, 0.5, 0.9, 0.999]) {
    expect(await refusal(whole.slice(0, Math.floor(whole.length * share)))).toMatch(/cut short|no Parquet/);
  }
  expect(await refusal(whole.slice(1))).toBe('it is no Parquet file.');
  expect(await refusal(new Uint8Array())).toBe('it is no Parquet file.');
});

test('one wrong byte anywhere is either refused or changes nothing that is read', async () => {
  const right = await readResults(whole);
  let refused = 0;
  for (let place = 4; place < whole.length; place += 97) {
    const bytes = whole.slice();
    bytes[place]! ^= 1 << (place % 8);
    const read = await readResults(bytes).catch((error: unknown) => {
      expect(error).toBeInstanceOf(ResultsProblem);
      refused++;
      return null;
    });
    // What is not of the rows (a statistic of a column, words for people) may well be another.
    if (read !== null) expect(read.rows).toEqual(right.rows);
  }
  expect(refused).toBeGreaterThan(whole.length / 97 / 2);
});

test('a page that claims billions of values is refused before memory is taken for them', async () => {
  // The head of the first data page of `replication`: 150 values as a varint of a zigzag (300), made 2^31 − 1.
  const bytes = Buffer.from(whole),
    place = bytes.indexOf(Buffer.from([0x15, 0xac, 0x02]));
  expect(place).toBeGreaterThan(0);
  const forged = Buffer.concat([
    bytes.subarray(0, place + 1),
    Buffer.from([0xfe, 0xff, 0xff, 0xff, 0x0f]),
    bytes.subarray(place + 6),
  ]);
  expect(await refusal(new Uint8Array(forged))).toContain('a page is not as it says');
});

test('Parquet that others wrote is told apart', async () => {
  const foreign = parquetWriteBuffer({ columnData: [{ name: 'a', data: [1, 2], type: 'INT32' }] });
  expect(await refusal(new Uint8Array(foreign))).toBe('it is a Parquet file of something else: Cutover did not write it.');
});

test.each([
  ['cutover.runs/1', 'cutover.runs/2', 'it has the schema cutover.runs/2, and this version reads cutover.runs/1.'],
  ['"leadTime":"microseconds"', '"leadTamer":"microsecond"', 'measures other things than this version (leadTamer)'],
  ['[[0,150]]', '[[1,151]]', 'its rows are not the runs that it says'],
  ['"root":4294967295', '"root":4294967294', 'another fingerprint'],
  ['"replications":50', '"replications":"0', 'its plan cannot be understood'],
  ['"id":"rolling"', '"id":"rollxng"', 'another fingerprint'],
])('%s made %s is refused', async (text, by, says) => {
  expect(await refusal(exchanged(text, by))).toContain(says);
});

test('rows of another seed, arm or replication are refused', async () => {
  const row = allRows()[4]!;
  const written = (changed: object) => writeResults(resultsOf([{ ...row, ...changed }]));
  expect(await refusal(await written({ seed: 7 }))).toContain('the seed of row 1 is wrong');
  expect(await refusal(await written({ replication: 50 }))).toContain('the replication of row 1 is wrong');
  expect(await refusal(await written({ outcome: 'well' }))).toContain('the outcome of row 1 is wrong');
  expect(await refusal(await written({ undoneBy: 'nobody' }))).toContain('the undoneBy of row 1 is wrong');
  expect(await refusal(await written({ values: row.values.with(3, Infinity) }))).toMatch(/the \w+ of row 1 is wrong/);
});

test('a plan with more runs than its file may have is no reason to read on', async () => {
  const bytes = await writeResults(resultsOf(allRows(), { plan: { ...plan, replications: 60 } }));
  expect((await readResults(bytes)).rows).toHaveLength(150);
});
