import { expect, test } from 'vitest';
import { seconds } from '../../../../src/sim/index.ts';
import { differsAt } from '../../../../src/ui/compare/together/sentence.ts';
import { rowsAt } from '../../../../src/ui/compare/together/table.ts';
import { playedUnder } from './played.ts';

const runs = playedUnder('recreate', 'rolling', 'canary');
const said = (s: number, of = runs): string => differsAt(of, seconds(s)).map(({ text }) => text).join('');

test('before the rollout all are alike', () => {
  expect(said(10)).toBe('The same users, the same requests, and v1 for all of them until 0:30, when the rollout begins.');
  expect(said(31)).toBe('No strategy has failed a request because of its rollout so far.');
});

test('on the way, the worst comes first, and who is through is named', () => {
  expect(said(60)).toBe('So far Recreate has failed 1,261 requests and Rolling update 13; Canary none.');
  expect(said(149)).toBe('So far Recreate has failed 2,560 requests, Rolling update 237 and Canary 4. Already over: Canary.');
});

test('in the end it says who failed most, cost most, and took longest', () => {
  expect(said(420)).toBe(
    'In this run Recreate failed 2,900 requests, for 1,551 of 2,000 users; Canary only 4, for 4. ' +
      'Rolling update cost most: 8.9 server-minutes above the steady state. Canary was over first, after 1:34 min; Rolling update last, after 5:04 min.',
  );
});

test('one run is told alone', () => {
  expect(said(420, runs.slice(0, 1))).toBe('In this run Recreate failed 2,900 requests, for 1,551 of 2,000 users.');
  expect(said(420, [])).toBe('');
});

test('one that never settles is said to have ended as it did', () => {
  expect(said(420, [...playedUnder('by-hand'), ...runs.slice(2)])).toMatch(/ By hand ended degraded\.$/);
});

test('of many, those that failed fewest are summed up', () => {
  const many = Array.from({ length: 8 }, (_, i) => ({ ...runs[1]!, label: `No. ${i + 1}` }));
  expect(said(149, many)).toBe(
    'So far No. 1 has failed 237 requests, No. 2 237, No. 3 237, No. 4 237, No. 5 237 and 3 others 237 or fewer.',
  );
});

test('the table has the same numbers', () => {
  expect(rowsAt(runs, 'rolling', seconds(149))).toEqual([
    ['Recreate', 'starting new', 'no server', '2,560', '1,469', '12', '−0.1', '1:58 min not recovered', '+2,323'],
    ['Rolling update', 'progressing', 'v1 and v2', '237', '224', '14', '+3.7', '1:46 min not recovered', '–'],
    ['Canary', 'rolled back at 2:04', 'v1', '4', '4', '12', '+1.6', '17 s to recover', '−233'],
  ]);
  expect(rowsAt(runs, 'nobody', seconds(149)).map((row) => row.at(-1))).toEqual(['–', '–', '–']);
});
