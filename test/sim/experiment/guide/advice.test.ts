import { expect, test } from 'vitest';
import {
  CRITERIA,
  QUESTIONS,
  SITUATIONS,
  STANDARD_SITUATION,
  adviceOf,
  answered,
  changesTo,
  type Evidence,
  type Situation,
} from '../../../../src/sim/index.ts';
import { SECOND, made, type Maker } from './rows.ts';

/** No limit at all. */
const ANYTHING: Situation = {
  ...STANDARD_SITUATION,
  downtime: null,
  harm: null,
  blast: null,
  spare: null,
  back: null,
  out: null,
  together: true,
};

const down: Maker = () => ({ downtime: 20 * SECOND });
const twice: Maker = () => ({ servers: 20 });
const quarter: Maker = (_, replication) => ({ servers: 12 + (replication % 2), mixed: 90 * SECOND });
const USUAL = { recreate: down, rolling: quarter, 'blue-green': twice };

const first = (evidence: Evidence[], situation: Situation) => adviceOf(situation, evidence).recommended?.id ?? null;
const standingOf = (evidence: Evidence[], situation: Situation) =>
  Object.fromEntries(adviceOf(situation, evidence).ranked.map(({ id, standing }) => [id, standing]));

test('where nothing is asked, the simplest is first', () => {
  expect(first(made(USUAL), ANYTHING)).toBe('recreate');
});

test('a strategy that breaks a limit beyond chance is out, and the next simple one comes first', () => {
  const advice = adviceOf({ ...ANYTHING, downtime: 0 }, made(USUAL));
  expect(advice.ranked.map(({ id, standing }) => [id, standing])).toEqual([
    ['rolling', 'fits'],
    ['blue-green', 'fits'],
    ['recreate', 'does not fit'],
  ]);
  expect(advice.runnerUp?.id).toBe('blue-green');
  expect(advice.reasons).toContain('recreate is down for 20 s in a good release; 0 s allowed.');
});

test('a limit belongs to what is allowed; one interval across it decides nothing', () => {
  expect(standingOf(made(USUAL), { ...ANYTHING, spare: 1 })['blue-green']).toBe('fits');
  expect(standingOf(made(USUAL), { ...ANYTHING, spare: 0.99 })['blue-green']).toBe('does not fit');
  expect(standingOf(made(USUAL), { ...ANYTHING, spare: 0.25 })['rolling']).toBe('not decided');
  expect(standingOf(made(USUAL, 5), { ...ANYTHING, downtime: 0 })['recreate']).toBe('not decided');
});

test('only one version at a time is a matter of what was measured', () => {
  expect(standingOf(made(USUAL), { ...ANYTHING, together: false })).toEqual({
    recreate: 'fits',
    'blue-green': 'fits',
    rolling: 'does not fit',
  });
});

test('harm is weighed by the mix, the blast radius by bad releases alone', () => {
  // One obvious bug in 25 releases, and a bad release in four of which is one: 4 % and a quarter.
  const evidence = made({ rolling: (happening) => (happening === 'obviousBug' ? { outageSeconds: 100, hurt: 80 } : {}) });
  expect(evidence[0]!.measured.harm.value!.mean).toBeCloseTo(4 * SECOND, 3);
  expect(evidence[0]!.measured.blast.value!.mean).toBeCloseTo(0.2, 9);
  expect(evidence[0]!.measured.harm.worst).toMatchObject({ happening: 'obviousBug', seed: 100 });
});

test('who never gets back does not get back in time, and who sometimes does is not decided', () => {
  const evidence = made({
    rolling: () => ({ back: null }),
    canary: (_, replication) => ({ back: replication === 0 ? null : SECOND }),
    'blue-green': () => ({ back: SECOND }),
  });
  expect(standingOf(evidence, { ...ANYTHING, back: 5 * SECOND })).toEqual({
    rolling: 'does not fit',
    canary: 'not decided',
    'blue-green': 'fits',
  });
  expect(adviceOf({ ...ANYTHING, back: 5 * SECOND }, evidence).reasons).toContain(
    'rolling never got back to the old version in 8 runs; 5 s asked for.',
  );
});

test('what another that fits beats beyond chance is not first, however simple', () => {
  const slow: Maker = (_, replication) => ({ out: (90 + replication) * SECOND, servers: 20 });
  expect(first(made({ rolling: slow, 'blue-green': twice }), ANYTHING)).toBe('blue-green');
  expect(first(made({ rolling: slow, 'blue-green': () => ({ servers: 21 }) }), ANYTHING)).toBe('rolling');
});

test('the order in which strategies and rows come does not matter', () => {
  const evidence = made(USUAL);
  const order = (some: Evidence[]) => adviceOf(STANDARD_SITUATION, some).ranked.map(({ id }) => id);
  expect(order(evidence.toReversed())).toEqual(order(evidence));
});

test('loosening a limit never takes a strategy out that fits', () => {
  const evidence = made({
    ...USUAL,
    canary: (happening, replication) => ({
      outageSeconds: happening === 'obviousBug' ? 20 + replication : 0,
      out: 200 * SECOND,
      servers: 15,
    }),
  });
  const limits = QUESTIONS.filter(({ kind }) => kind === 'limit');
  for (const { situation } of SITUATIONS) {
    for (const { id, answers } of limits) {
      const fits = answers.map((answer) =>
        adviceOf(answered(situation, id, answer), evidence)
          .ranked.filter(({ standing }) => standing === 'fits')
          .map((one) => one.id),
      );
      for (const [place, before] of fits.slice(0, -1).entries()) expect(fits[place + 1]).toEqual(expect.arrayContaining(before));
    }
  }
});

test('every situation has a sentence for every criterion of every strategy', () => {
  for (const { situation } of SITUATIONS) {
    for (const { label, criteria } of adviceOf(situation, made(USUAL)).ranked) {
      expect(criteria).toHaveLength(CRITERIA.length);
      for (const { why } of criteria) expect(why).toMatch(new RegExp(`^${label} .+; .+\\.$`));
    }
  }
});

test('where nothing fits, the limit is named that keeps most out', () => {
  const advice = adviceOf({ ...ANYTHING, downtime: 0, spare: 0, out: 100 * SECOND }, made(USUAL));
  expect(advice).toMatchObject({
    standing: 'nothing fits',
    recommended: null,
    binds: { id: 'spare', frees: ['rolling', 'blue-green'] },
  });
  expect(advice.reasons[0]).toBe(
    'Nothing keeps all limits. More servers binds most: without that limit rolling, blue-green would fit.',
  );
});

test('where two limits keep everything out, no single one is to blame', () => {
  const advice = adviceOf({ ...ANYTHING, downtime: 0, spare: 0 }, made({ recreate: () => ({ downtime: SECOND, servers: 20 }) }));
  expect(advice.binds).toBeNull();
  expect(advice.reasons[0]).toBe('Nothing keeps all limits, and no single one is to blame.');
});

test('the nearest answers that change the recommendation are told, and worlds that were not played', () => {
  const evidence = made(USUAL),
    situation: Situation = { ...ANYTHING, downtime: 0, spare: 0.5 };
  const { changes, unplayed } = changesTo(adviceOf(situation, evidence), (other) =>
    other.routing === situation.routing ? evidence : null,
  );
  const told = changes.map(({ question, answer, to }) => [question, answer, to]);
  expect(told).toContainEqual(['downtime', 60 * SECOND, 'recreate']);
  expect(told).toContainEqual(['together', false, null]);
  expect(told).toContainEqual(['spare', 0.1, null]);
  expect(told.filter(([question]) => question === 'harm')).toEqual([]);
  expect(changes.find(({ question }) => question === 'downtime')!.says).toBe(
    'With 1 min of downtime allowed, recreate would be first: rolling fits, too, but recreate is better beyond chance and nowhere worse.',
  );
  expect(unplayed.map(({ question }) => question)).toEqual(['routing']);
});
