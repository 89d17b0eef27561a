import { describe, expect, test } from 'vitest';
import { build, poolSeries, run, SECOND, series, type Trace } from '../../../src/sim/index.ts';
import { readOut, tallLanes } from '../../../src/ui/views/lanes/lanes.ts';
import { layoutLanes } from '../../../src/ui/views/lanes/layout.ts';
import { shareLayers } from '../../../src/ui/views/lanes/pool-shares.ts';
import { mixLayers } from '../../../src/ui/views/lanes/shapes.ts';

type Source = Parameters<typeof build>[0];
const play = (source: Source): Trace =>
  run(
    build({
      title: 'Pools', horizon: '4m', fleet: { replicas: 4 }, traffic: { rate: '60/s', users: 500 },
      revisions: { v1: {}, v2: {} }, rollout: { at: '20s', to: 'v2' }, ...source,
    }),
  );
const canary = play({
  strategy: { canary: { trafficRouting: {}, steps: [{ setWeight: 20 }, { pause: '40s' }, { setWeight: 50 }, 'pause'] } },
  operator: [{ at: '3m', do: 'abort' }],
});
const flagger = play({ horizon: '6m', strategy: { flagger: { interval: '10s', stepWeight: 50, maxWeight: 50, metrics: [] } } });
const rolling = play({ strategy: 'rolling' });

describe('requests by pool', () => {
  test('the asked share is a line of steps, from when it was asked for', () => {
    const [line] = shareLayers(canary).asked;
    const asked = canary.facts.flatMap((fact) => (fact.type === 'route.asked' ? [fact.at] : []));
    expect(line!.values.filter((value, i) => value !== line!.values[i - 1]).map((value) => Math.round(value * 100))).toEqual([0, 20, 50, 0]);
    expect(line!.at).toEqual(expect.arrayContaining(asked));
    expect(line!.end).toBe(canary.header.horizon);
  });

  test('the measured shares are the ones of the attempts, and come to the whole in every bucket', () => {
    const { shares, groups } = poolSeries(canary);
    expect(groups.map(({ pool, revision }) => `${pool} ${revision}`)).toEqual(['0 v1', '1 v2']);
    shares.at.forEach((_, bucket) => expect(shares.of.reduce((sum, of) => sum + of[bucket]!, 0)).toBeCloseTo(1));
    const steady = shares.of[1]!.filter((_, bucket) => shares.at[bucket]! > 130 * SECOND && shares.at[bucket]! < 175 * SECOND);
    expect(steady.reduce<number>((sum, share) => sum + share!, 0) / steady.length).toBeCloseTo(0.5, 1);
  });

  test('in words: what was measured, and what was asked for where that is another', () => {
    expect(readOut('traffic', canary, 10 * SECOND)).toBe('100% v1');
    expect(readOut('traffic', canary, 170 * SECOND)).toMatch(/^\d\d% v1, asked 50% · \d\d% v2, asked 50%$|^50% v1 · 50% v2$/);
    expect(readOut('traffic', rolling, 10 * SECOND)).toMatch(/offered/);
  });
});

describe('servers by pool', () => {
  test('are layers of their own, and come to as many as there are', () => {
    const { at, layers, total } = mixLayers(flagger), { fleet } = series(flagger);
    expect([...new Set(layers.map(({ pool, revision }) => `${pool} ${revision}`))]).toEqual(['0 v1', '0 v2', '1 v2']);
    const alive = (instant: number): number => {
      const i = fleet.at.findLastIndex((start) => start <= instant);
      return flagger.revisions.reduce((sum, revision) => sum + fleet.byRevision[revision]!.alive[i]!, 0);
    };
    for (let i = 0; i < at.length; i++) expect(total[i]).toBe(alive(at[i]!));
    expect(readOut('mix', flagger, 5 * SECOND)).toBe('4 primary v1');
  });

  test('without pools they are those of the versions', () => {
    expect([...new Set(mixLayers(rolling).layers.map(({ pool, revision }) => `${pool} ${revision}`))]).toEqual(['-1 v1', '-1 v2']);
  });
});

test('a lane that has more to show is taller, and all still fit', () => {
  const plain = layoutLanes(['mix', 'traffic', 'failed'], 900, 2, 300), tall = layoutLanes(['mix', 'traffic', 'failed'], 900, 2, 300, tallLanes(canary));
  const heightOf = ({ lanes }: typeof plain) => lanes.find(({ id }) => id === 'traffic')!.height;
  expect(heightOf(tall)).toBeGreaterThan(heightOf(plain));
  expect(tall.height).toBeLessThanOrEqual(300);
  expect(tallLanes(rolling)).toEqual([]);
});
