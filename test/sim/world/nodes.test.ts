import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/sim/kernel/index.ts';
import type { Fault } from '../../../src/sim/world/faults/params.ts';
import { lifeOf, play, terms, why } from './small-world.ts';

const loss = (at: number, lasts: number | null, node = 0): Fault => ({
  kind: 'nodeLoss',
  at: seconds(at),
  for: lasts === null ? null : seconds(lasts),
  node,
});

describe('a lost node', () => {
  test('does not keep routers from hearing of a deletion on it', () => {
    const world = play(terms({ horizon: seconds(30), faults: [loss(10, null)] }), { 12: (w) => w.sets.scale('v1', 0, why) });
    expect(lifeOf(world, 'v1-1')).toEqual(['0 available', '0 known', '12 terminating', '13 forgotten']);
  });

  test('that returns lets go of what was deleted meanwhile', () => {
    const world = play(terms({ horizon: seconds(60), faults: [loss(10, 20)] }), { 12: (w) => w.sets.scale('v1', 0, why) });
    expect(lifeOf(world, 'v1-1').slice(2)).toEqual(['12 terminating', '13 forgotten', '30 gone']);
  });

  test('for a moment does not keep a server from becoming available: controllers count the time, not the node', () => {
    const world = play(terms({ minReady: seconds(10), faults: [loss(22, 4, 0), loss(22, 4, 1)] }), {
      10: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1').slice(5)).toEqual(['19 ready', '20 known', '29 available']);
  });

  test('that returns takes those who waited for room as the newcomers that they are', () => {
    const fleet = { replicas: 1, nodes: 2, perNode: 1 };
    const world = play(terms({ horizon: seconds(60), fleet, faults: [loss(12, 20, 1)] }), {
      15: (w) => w.sets.scale('v2', 1, why),
    });
    expect(lifeOf(world, 'v2-1').slice(0, 4)).toEqual(['15 pending', '33 scheduled', '33 pulling', '35 starting']);
  });

  test('begins anew with what had not come up', () => {
    const world = play(terms({ faults: [loss(15, 5, 0), loss(15, 5, 1)] }), { 10: (w) => w.sets.scale('v2', 1, why) });
    expect(lifeOf(world, 'v2-1').slice(3)).toEqual([
      '13 starting',
      '20 lost',
      '20 pulling',
      '22 starting',
      '27 running',
      '28 ready',
      '28 available',
      '29 known',
    ]);
  });

  test('that is lost again has its 40 seconds anew', () => {
    const world = play(terms({ horizon: seconds(120), faults: [loss(10, 20), loss(35, null)] }));
    expect(lifeOf(world, 'v1-1')).toEqual(['0 available', '0 known', '75 lost', '76 forgotten']);
  });

  test('returns when the last of two overlapping losses is over', () => {
    const world = play(terms({ horizon: seconds(120), faults: [loss(10, 20), loss(15, 60)] }));
    expect(lifeOf(world, 'v1-1')).toEqual([
      '0 available',
      '0 known',
      '50 lost',
      '51 forgotten',
      '75 running',
      '76 ready',
      '76 available',
      '77 known',
    ]);
  });

  test('voids what its replicas were doing on their way out, and ends them when it returns', () => {
    const world = play(terms({ fleet: { preStop: seconds(10) }, faults: [loss(15, 20)] }), {
      12: (w) => w.sets.scale('v1', 0, why),
    });
    expect(lifeOf(world, 'v1-1').slice(2)).toEqual(['12 terminating', '13 forgotten', '35 gone']);
  });
});
