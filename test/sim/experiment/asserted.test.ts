import { expect, test } from 'vitest';
import {
  ASPECTS,
  HAPPENINGS,
  USUAL_MIX,
  WORDS,
  assertedTable,
  wordFor,
  type AssertedCell,
  type Happening,
  type Trial,
} from '../../../src/sim/index.ts';

const SECOND = 1_000_000;
const FINE: Trial = {
  seed: 1,
  harm: 0,
  outage: 0,
  downtime: 0,
  leadTime: 30 * SECOND,
  peak: 1.25,
  wayBack: null,
  undoneBy: null,
};

/** Eight runs of everything: all fine, or as a function says. */
const cellsOf = (strategy: string, trial: (happening: Happening, replication: number) => Partial<Trial> = () => ({})) => {
  const trials = Object.fromEntries(
    HAPPENINGS.map((id) => [id, Array.from({ length: 8 }, (_, replication) => ({ ...FINE, ...trial(id, replication) }))]),
  ) as Record<Happening, Trial[]>;
  const [row] = assertedTable([{ strategy, label: strategy, trials }], USUAL_MIX).rows;
  return Object.fromEntries(row!.cells.map((cell) => [cell.aspect, cell])) as Record<(typeof ASPECTS)[number], AssertedCell>;
};

test('every scale begins at nothing and leaves no gap', () => {
  for (const aspect of ASPECTS) {
    const words = WORDS[aspect];
    expect(words[0]!.from).toBe(0);
    expect(words.slice(1).map(({ from }) => from)).toEqual(words.slice(0, -1).map(({ to }) => to));
    expect(words.at(-1)!.to).toBe(Infinity);
  }
  expect(wordFor('speed', 60 * SECOND)).toBe('medium');
  expect(wordFor('cost', 2)).toBe('2×');
});

test('a cell agrees or disagrees where the whole interval does', () => {
  const { downtime, speed, cost } = cellsOf('rolling');
  expect(downtime).toMatchObject({ measured: 'none', asserted: 'none', mark: 'agrees' });
  expect(speed).toMatchObject({ measured: 'fast', asserted: 'slow', mark: 'disagrees' });
  expect(speed.why).toBe('A good release took 30 s; “slow” would be 5:00 min or more, which it is not.');
  expect(cost).toMatchObject({ measured: 'low', mark: 'agrees' });
});

test('an interval on both sides of a threshold decides nothing', () => {
  const { speed } = cellsOf('blue-green', (_, replication) => ({ leadTime: (40 + 5 * replication) * SECOND }));
  expect(speed).toMatchObject({ measured: 'fast', asserted: 'fast', mark: 'not decided' });
});

test('who never got there is counted', () => {
  const { speed } = cellsOf('canary', (_, replication) => (replication === 0 ? { leadTime: null } : {}));
  expect(speed.why).toContain('30 s in the 7 of 8 runs that got there');
});

test('manual is a matter of who, instant one of how long', () => {
  const undone = (undoneBy: Trial['undoneBy'], wayBack: number) => (happening: Happening) =>
    happening === 'good' ? {} : { undoneBy, wayBack: wayBack * SECOND };
  expect(cellsOf('rolling', undone('person', 90)).rollback).toMatchObject({ measured: 'slow, by a person', mark: 'agrees' });
  expect(cellsOf('rolling', undone('controller', 90)).rollback).toMatchObject({ measured: 'slow, by itself', mark: 'disagrees' });
  expect(cellsOf('canary', undone('controller', 1)).rollback).toMatchObject({ measured: 'instant, by itself', mark: 'agrees' });
  expect(cellsOf('canary', undone('person', 20)).rollback).toMatchObject({ mark: 'disagrees' });
  expect(cellsOf('canary').rollback).toMatchObject({ measured: null, mark: 'not decided' });
  expect(cellsOf('canary').rollback.why).toContain('None of 8 releases with an obvious bug was taken back');
});

test('risk is what the whole mix comes to', () => {
  // 4 % of obvious bugs at 100 s of outage each: 4 s.
  const { risk } = cellsOf('rolling', (happening) => (happening === 'obviousBug' ? { harm: 1_000, outage: 100 * SECOND } : {}));
  expect(risk.value!.mean).toBeCloseTo(4 * SECOND, 3);
  expect(risk).toMatchObject({ measured: 'low', asserted: 'low', mark: 'agrees' });
  expect(risk.why).toContain('The mix fails 40 requests a release, as many as a full outage of 4 s');
});

test('where nothing is asserted, nothing is held against it', () => {
  expect(cellsOf('recreate').cost).toMatchObject({ measured: 'low', asserted: null, mark: 'not asserted' });
  expect(cellsOf('shadow').downtime.why).toMatch(/nothing is asserted\.$/);
});

test('every cell names the run nearest to its median and the worst, and what came over them', () => {
  const { speed, risk, rollback, downtime } = cellsOf('rolling', (happening, replication) => ({
    seed: 100 + replication,
    leadTime: (10 + replication) * SECOND,
    outage: happening === 'subtleBug' ? 3 * SECOND : happening === 'obviousBug' ? 5 * replication * SECOND : 0,
    ...(happening === 'obviousBug' && replication > 2 ? { undoneBy: 'person' as const, wayBack: replication * SECOND } : {}),
  }));
  expect(speed.telling).toEqual({ typical: { happening: 'good', seed: 103 }, worst: { happening: 'good', seed: 107 } });
  expect(downtime.telling!.worst).toEqual({ happening: 'good', seed: 100 });
  // 8 % of 3 s is more than 4 % of 5 s, and less than 4 % of 35 s.
  expect(risk.telling).toEqual({ typical: { happening: 'obviousBug', seed: 103 }, worst: { happening: 'obviousBug', seed: 107 } });
  expect(rollback.telling).toEqual({ typical: { happening: 'obviousBug', seed: 105 }, worst: { happening: 'obviousBug', seed: 107 } });
  expect(cellsOf('rolling').rollback.telling).toBeNull();
  expect(cellsOf('rolling', (happening) => ({ outage: happening === 'subtleBug' ? SECOND : 0 })).risk.telling!.typical.happening).toBe('subtleBug');
});
