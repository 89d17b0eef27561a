import { expect, test } from 'vitest';
import { seconds, type Micros } from '../../../src/sim/index.ts';
import type { Strip } from '../../../src/ui/front/race/strip.ts';
import { because, toldAt, type Told } from '../../../src/ui/front/race/verdict.ts';
import { raced } from './race.ts';

const text = (runs: readonly Told[], at: Micros): string => toldAt(runs, at).map((part) => part.text).join('');

test('before the release it is said what is alike for all', async () => {
  expect(text(await raced(1), seconds(29))).toBe('v2 goes out at 0:30, under 9 strategies at once: the same 12 servers, the same 2,000 users, the same 25,170 requests.');
});

test('while it goes on those who fail most are named, and those who fail nobody', async () => {
  const runs = await raced(1);
  expect(text(runs, seconds(30))).toBe('No request has failed so far.');
  expect(text(runs, seconds(70))).toMatch(/^So far By hand has failed [\d,]+ requests, Recreate [\d,]+ and Blue\/green 66; 4 strategies none\.$/);
  expect(text(runs, Math.min(...runs.map(({ strip }) => strip.outcomeAt)))).toMatch(/ 1 of 9 is over\.$/);
  expect(text(runs, seconds(140))).toMatch(/; Shadow traffic none\. 4 of 9 are over\.$/);
});

test('in the end the worst and the best are told with their reasons, and what it took', async () => {
  expect(text(await raced(1), seconds(420))).toBe(
    'By hand failed 23,295 requests, for all 2,000 users: it was down for 6:29 min. Shadow traffic failed none: v2 never answered a user; ' +
      'Canary failed 2: v2 got at most 5%, for 26 s. Rolling update took 4:53 min to recover. Flagger cost most: 22.2 server-minutes.',
  );
});

test('another day, another story', async () => {
  expect(text(await raced(3), seconds(420))).toMatch(/; Canary against a baseline ended degraded\./);
});

test('who fails nobody at all is told so', async () => {
  const runs = (await raced(1)).map((run): Told => ({ label: run.label, strip: { ...run.strip, failed: new Float64Array(), hurt: new Float64Array() } }));
  expect(text(runs, seconds(420))).toBe('No strategy failed a single request. Flagger cost most: 22.2 server-minutes.');
  expect(text([], 0)).toBe('');
});

test('of two that fail as many, none is the best', async () => {
  const [first] = await raced(1);
  expect(text([first!, { ...first!, label: 'Twin' }], seconds(420))).toMatch(/6:29 min\. All others failed as many\.$/);
});

test.each([
  [{ down: seconds(61), share: 1, exposed: seconds(10) }, 'it was down for 1:01 min'],
  [{ down: seconds(59), share: 1, exposed: seconds(25) }, 'v2 had everybody, for 25 s'],
  [{ down: 0, share: 0.5, exposed: seconds(25) }, 'v2 got at most 50%, for 25 s'],
  [{ down: 0, share: 0, exposed: 0 }, 'v2 never answered a user'],
])('%o is said as %s', (reason, said) => {
  expect(because({ label: 'x', strip: { header: { next: 'v2' }, reason } as Strip })).toBe(said);
});
