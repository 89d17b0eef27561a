import { expect, test } from 'vitest';
import { frameAt, HOUR, measure, seconds, type Trace } from '../../../../src/sim/index.ts';
import { failedSeconds, failedTicks, worstSecond } from '../../../../src/ui/compare/together/lane.ts';
import { recoveringAt, rolloutStanding } from '../../../../src/ui/compare/together/standing.ts';
import { sayMinutes } from '../../../../src/ui/compare/together/surplus.ts';
import { surplusBy, tollAt } from '../../../../src/ui/compare/together/toll.ts';
import { playedUnder } from './played.ts';

const [recreate, rolling, canary] = playedUnder('recreate', 'rolling', 'canary').map(({ trace }) => trace) as [Trace, Trace, Trace];
const saidAt = (trace: Trace, s: number): string => rolloutStanding(trace, frameAt(trace, seconds(s))).says;

test.each([['recreate', recreate], ['rolling', rolling], ['canary', canary]])('%s: by the end, the toll is what the metrics of the run say', (_, trace) => {
  const { horizon, replicas } = trace.header;
  const { failed, hurt, surplus } = tollAt(trace, horizon), metrics = measure(trace);
  expect({ failed, hurt }).toEqual({ failed: metrics['blastRequests'], hurt: metrics['blastUsers'] });
  expect(surplus).toBeCloseTo((metrics['serverHours']! - (replicas * horizon) / HOUR) * 60, 6);
});

test('the toll of a rolling update counts up', () => {
  const told = [0, 60, 149, 300].map((s) => tollAt(rolling, seconds(s)));
  expect(told.map(({ failed, hurt, servers }) => [failed, hurt, servers])).toEqual([[0, 0, 12], [13, 13, 15], [237, 224, 14], [717, 617, 15]]);
  expect(told[2]!.servers).toBe(frameAt(rolling, seconds(149)).replicas.length);
});

test('server time beyond the usual grows by one server-minute a minute for each server too many', () => {
  const at = seconds(149), { servers } = tollAt(rolling, at);
  const nothingChanges = frameAt(rolling, at + 1000).replicas.length === frameAt(rolling, at).replicas.length;
  expect(nothingChanges).toBe(true);
  expect(surplusBy(rolling, at + 1000) - surplusBy(rolling, at)).toBeCloseTo((servers - 12) / 60_000, 9);
});

test('past the end of its run nothing is added', () => {
  expect(tollAt(rolling, rolling.header.horizon + seconds(60))).toEqual(tollAt(rolling, rolling.header.horizon));
});

test.each([[0.04, '0'], [-0.04, '0'], [8.888, '+8.9'], [-9.8, '−9.8'], [120, '+120']])('%f server-minutes are said as %s', (minutes, said) => {
  expect(sayMinutes(minutes)).toBe(said);
});

test('a rollout stands where its machine does, and in the end where it has come to', () => {
  expect([10, 60, 149, 420].map((s) => saidAt(rolling, s))).toEqual(['not begun', 'progressing', 'progressing', 'rolled back at 5:33']);
  expect(saidAt(canary, 420)).toBe('rolled back at 2:04');
});

test('recovery counts while users wait, and stands still once they need not', () => {
  const said = (s: number): string => Object.values(recoveringAt(canary, seconds(s))).join(' ');
  expect([60, 61, 70, 78, 420].map(said)).toEqual(['– to recover false', '0 s not recovered true', '9 s not recovered true', '17 s to recover false', '17 s to recover false']);
});

test('a service that still fails its users at the end has not recovered', () => {
  const [hurting] = playedUnder('by-hand').map(({ trace }) => trace) as [Trace];
  expect(recoveringAt(hurting, hurting.header.horizon)).toEqual({ says: '6:29 min', label: 'not recovered', isHarm: true });
});

test('failures stand in their seconds, none lost, none too small to see', () => {
  const told = failedSeconds(canary);
  expect(told.reduce((sum, { failed }) => sum + failed, 0)).toBe(4);
  expect(told.every(({ at }) => at % seconds(1) === 0)).toBe(true);
  expect(worstSecond(recreate)).toBeGreaterThan(50);
  expect(failedTicks(canary, (at) => at / 1e6, 40, 15, worstSecond(recreate))).toMatch(/^(M[\d.]+,40v-2\.5)+$/);
});
