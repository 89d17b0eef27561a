import { describe, expect, test } from 'vitest';
import { build, frameAt, framePools, run, SECOND, type Trace } from '../../../src/sim/index.ts';
import { headOf, lineOf, nameOf, type PoolHead } from '../../../src/ui/views/stage/heads.ts';
import { boxOf, layoutStage, placeAt } from '../../../src/ui/views/stage/layout.ts';
import { isGrouped, placesOf } from '../../../src/ui/views/stage/places.ts';
import { passageOf, ribbons } from '../../../src/ui/views/stage/ribbons.ts';
import { askedMarks, shares } from '../../../src/ui/views/stage/shares.ts';
import { pointOn, wayOf } from '../../../src/ui/views/stage/streets.ts';
import { describe as say } from '../../../src/ui/views/text/describe.ts';
import { poolTable } from '../../../src/ui/views/text/tables.ts';

type Source = Parameters<typeof build>[0];
const play = (source: Source): Trace =>
  run(
    build({
      title: 'Pools', horizon: '3m', fleet: { replicas: 4 }, traffic: { rate: '40/s', users: 300 },
      revisions: { v1: {}, v2: {} }, rollout: { at: '20s', to: 'v2' }, ...source,
    }),
  );
const byCount = play({ strategy: { canary: { maxSurge: 1, steps: [{ setWeight: 10 }, 'pause'] } } });
const flagger = play({ horizon: '6m', strategy: { flagger: { interval: '10s', stepWeight: 50, maxWeight: 50, metrics: [] } } });
const at = (trace: Trace, seconds: number) => {
  const frame = frameAt(trace, seconds * SECOND), pools = framePools(trace, frame), layout = layoutStage(placesOf(trace).groups, 900, 215);
  return { frame, pools, layout, bands: shares(trace, frame, pools, layout) };
};
/** The head of a pool in one line, as a reader would see it. */
const headline = (trace: Trace, seconds: number, pool: number): string => {
  const { frame, pools } = at(trace, seconds), head = headOf(trace, pools, pool, frame.replicas);
  const numbers = head.numbers.map(({ label, value, isOff }) => `${label} ${value}${isOff ? ' (!)' : ''}`);
  return [nameOf(head), ...head.servers, ...head.more, ...numbers.filter((number) => !number.startsWith('measured'))].join(' · ');
};

describe('servers stand apart by pool', () => {
  test('where a strategy keeps pools, and nowhere else', () => {
    expect(isGrouped(byCount)).toBe(true);
    expect(isGrouped(flagger)).toBe(true);
    expect(isGrouped(play({ strategy: 'rolling' }))).toBe(false);
  });

  test('each group has as many places as its pool ever had servers at once, one group after the other', () => {
    const { of, groups, count } = placesOf(byCount);
    expect(groups).toEqual([4, 1]);
    expect(count).toBe(5);
    byCount.replicas.forEach((id, index) => expect(of[index]! < 4, id).toBe(id.startsWith('v1-')));
  });

  test.each([[[6, 6]], [[12, 1]], [[8, 8]], [[10, 10]], [[12, 2, 2]], [[1, 1]], [[60, 60]], [[30, 30, 12]], [[400, 100]]])(
    'groups of %j stay on the page, below one another, with room for a line above each',
    (counts) => {
      for (const width of [350, 620, 664, 900, 1280, 3840]) {
        const layout = layoutStage(counts, width, width < 1000 ? 215 : undefined);
        layout.groups.forEach((group, i) => {
          const boxes = Array.from({ length: group.count }, (_, n) => boxOf(layout, group.from + n));
          for (const box of boxes) {
            expect(box.x >= 0 && box.x + box.width <= width && box.y + box.height <= layout.height).toBe(true);
            expect(box.y >= group.y && box.y + box.height <= group.y + group.height + 0.001).toBe(true);
          }
          const above = layout.groups[i - 1];
          if (above) expect(group.lines[0]! - 12).toBeGreaterThan(above.y + above.height);
          for (const line of group.lines) expect(line).toBeLessThan(group.y - 4);
          const last = boxes.at(-1)!;
          expect(placeAt(layout, last.x + last.width / 2, last.y + last.height / 2)).toBe(group.from + group.count - 1);
        });
      }
    },
  );

  test('they need no more height than one group would', () => {
    const heights = [[6, 6], [12, 1], [8, 8], [12, 2, 2]].map((counts) => layoutStage(counts, 898, 215).height);
    for (const height of heights) expect(height).toBeLessThanOrEqual(215 + 26 + 8);
  });
});

describe('what stands above a pool', () => {
  test('its name, its servers, and its numbers; one that is not what was asked for is marked', () => {
    expect(headline(byCount, 100, 0)).toBe('stable v1 · 4 servers · asked 90% (!) · of servers 80%');
    expect(headline(byCount, 100, 1)).toBe('canary v2 · 1 server · asked 10% (!) · of servers 20%');
    expect(headline(flagger, 359, 1)).toBe('canary v2 · no servers');
  });

  test('where cookies hold on to more users than the weight says, the measured share is marked', () => {
    const trace = play({ horizon: '6m', traffic: { rate: '100/s', users: 200 }, strategy: { flagger: { interval: '30s', stepWeight: 10, maxWeight: 50, sessionAffinity: { maxAge: '1h' }, metrics: [] } } });
    const { frame, pools } = at(trace, 100), { more, numbers } = headOf(trace, pools, 1, frame.replicas);
    expect(more).toEqual([expect.stringMatching(/^1\d\d users kept$/)]);
    expect(numbers.map(({ label, isOff }) => [label, isOff])).toEqual([['asked', false], ['effective', false], ['measured', true]]);
  });

  test('before it has servers it has nothing to say of shares', () => {
    expect(headline(byCount, 5, 1)).toBe('v2 · no servers');
  });

  const head: PoolHead = {
    title: 'canary', revisions: [{ text: 'v2', role: 'next' }], servers: ['2 servers'], more: ['copies of 20%, 8/s', '23 users kept'],
    numbers: [{ label: 'asked', value: '20%', isOff: false }, { label: 'effective', value: '20%', isOff: false }, { label: 'measured', value: '19%', isOff: false }],
  };
  test('on a line that is too short the last said goes first, and the numbers stay', () => {
    expect(lineOf(head, 640, 'wide').said).toEqual(['2 servers', 'copies of 20%, 8/s', '23 users kept']);
    expect(lineOf(head, 600, 'wide').said).toEqual(['2 servers', 'copies of 20%, 8/s']);
    expect(lineOf(head, 440, 'wide').said).toEqual(['2 servers']);
    expect(lineOf(head, 340, 'wide').said).toEqual([]);
  });
  test('on a phone the second line takes what has room behind the numbers', () => {
    expect(lineOf(head, 364, 'narrow')).toEqual({ said: ['2 servers', 'copies of 20%, 8/s', '23 users kept'], below: [] });
    expect(lineOf({ ...head, more: ['9 users kept'] }, 390, 'narrow')).toEqual({ said: ['2 servers'], below: ['9 users kept'] });
  });
});

describe('the router', () => {
  test('its bar is divided by the shares of the pools, from top to bottom without gaps', () => {
    const { bands } = at(byCount, 100);
    expect(bands.map(({ pool, revision, from, to }) => [pool, revision, from, Math.round(to * 100) / 100])).toEqual([[0, 'v1', 0, 0.8], [1, 'v2', 0.8, 1]]);
  });

  test('a notch shows the boundary that was asked for, where it is another', () => {
    expect(askedMarks(at(byCount, 100).pools)).toEqual([0.9]);
    expect(askedMarks(at(byCount, 5).pools)).toEqual([]);
  });

  test('ribbons are as thick at their gates as the shares are', () => {
    const { layout, bands, pools } = at(byCount, 100);
    const thick = ribbons(layout, bands, pools).map(({ d }) => {
      const [, from, to] = /L[\d.]+,([\d.]+)V([\d.]+)/.exec(d)!.map(Number);
      return to! - from!;
    });
    expect(thick[0]! / thick[1]!).toBeCloseTo(4, 1);
  });

  test('a pool in the midst of an update of its own shares its band between its revisions', () => {
    const half = flagger.facts.find((fact) => fact.type === 'replica.known' && fact.replica === 'v2-primary-1')!.at / SECOND;
    const { bands } = at(flagger, half + 0.001);
    expect(bands.filter(({ pool }) => pool === 0).map(({ revision }) => revision)).toEqual(['v1', 'v2']);
    expect(bands.flatMap(({ label }) => (label === null ? [] : [label.name]))).toEqual(['primary', 'canary']);
    expect(bands.at(-1)!.to).toBeCloseTo(1);
  });

  test('a share for which nobody is there is lost, and said to be', () => {
    const trace = play({
      strategy: { 'blue-green': {} }, faults: [{ at: '10s', kind: 'crash', replicas: 4, revision: 'v1' }],
    });
    const { bands } = at(trace, 12);
    expect(bands.map(({ isLost, share }) => [isLost, share])).toEqual([[true, 1]]);
  });

  test('a request passes the gate of its pool within the ribbon that it belongs to', () => {
    const { layout, bands } = at(byCount, 100);
    for (const row of [1, 2, 3, 4, 5]) {
      const { router, across } = passageOf(layout, bands, 1, 'v2', row);
      const way = wayOf(layout, { x: 10, y: 50 }, router, 4, row, across);
      const gate = way[2]!, group = layout.groups[1]!;
      expect(gate.x).toBe(layout.gateX);
      expect(Math.abs(gate.y - group.gate.y)).toBeLessThanOrEqual((0.2 * group.gate.height) / 2);
      expect(pointOn(way, 1)).toEqual({ x: boxOf(layout, 4).x, y: boxOf(layout, 4).y + boxOf(layout, 4).height / 2 });
    }
  });
});

describe('in words', () => {
  test('the picture says of each pool what stands above it, and that Git asks for something else', () => {
    expect(say(byCount, 100 * SECOND)).toMatch(
      /^At 1:40, servers: 4 v1 · 1 v2\. stable v1: 4 servers, asked 90%, of servers 80%, measured \d\d%\. canary v2: 1 server, asked 10%, of servers 20%, measured \d\d%\. .* The rollout is paused\. Git asks for v2, and v1 and v2 are running\.$/,
    );
  });

  test('the table of pools has all three numbers; without pools it has no rows', () => {
    const { columns, rows } = poolTable(byCount, 100 * SECOND);
    expect(columns.slice(3, 6)).toEqual(['asked weight', 'share of servers', 'measured share']);
    expect(rows.map(({ cells }) => cells.slice(0, 5))).toEqual([
      ['stable v1', '4 servers', '4', '90%', '80%'],
      ['canary v2', '1 server', '1', '10%', '20%'],
    ]);
    expect(poolTable(flagger, 60 * SECOND).columns[4]).toBe('effective weight');
    expect(poolTable(play({ strategy: 'rolling' }), 60 * SECOND).rows).toEqual([]);
  });
});
