import { describe, expect, test } from 'vitest';
import {
  HAPPENINGS,
  SITUATIONS,
  STANDARD_SITUATION,
  adviceOf,
  build,
  candidatesOf,
  evidenceOf,
  guideArms,
  guideStrategies,
  heldAgainst,
  parse,
  playRange,
  rowsByArm,
  runsIn,
  sourceKey,
  type Advice,
  type Candidate,
  type Situation,
  type Source,
} from '../../../../src/sim/index.ts';

/** A service that everything said about strategies is true of: eight servers that start in seconds, and a pager that is not slow. */
const WORLD = parse(`
title: A small service
horizon: 4m
fleet: { replicas: 8, boot: 6s }
traffic: { rate: 8/s, users: 400 }
alarm: { failedAbove: 2%, window: 30s }
revisions: { v1: { latency: 40ms }, v2: { latency: 40ms } }
rollout: { at: 20s, to: v2 }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0, minReady: 10s } }
operator: [{ afterAlarm: 60s, do: undo }]
`).source;

const partsOf = (source: Source, id: string, situation: Partial<Situation>): Candidate['parts'] =>
  candidatesOf(source, [id], { ...STANDARD_SITUATION, ...situation })[0]!.parts;
const strategyIn = (parts: Candidate['parts']): Record<string, unknown> =>
  typeof parts === 'string' ? {} : (Object.values(parts.good['strategy'] as object)[0] as Record<string, unknown>);

describe('what a situation changes in the world', () => {
  test('without a router a canary goes by servers, and who needs one cannot be played', () => {
    expect(strategyIn(partsOf(WORLD, 'canary', { routing: true }))).toHaveProperty('trafficRouting');
    expect(strategyIn(partsOf(WORLD, 'canary', { routing: false }))).not.toHaveProperty('trafficRouting');
    expect(partsOf(WORLD, 'flagger', { routing: false, monitoring: 'analysis' })).toBe(
      'needs a router that splits requests by weight',
    );
  });

  test('without an analysis nothing looks by itself', () => {
    expect(strategyIn(partsOf(WORLD, 'blue-green', { monitoring: 'analysis' }))).toHaveProperty('postPromotionAnalysis');
    expect(strategyIn(partsOf(WORLD, 'blue-green', { monitoring: 'pager' }))).not.toHaveProperty('postPromotionAnalysis');
    expect(partsOf(WORLD, 'baseline', { monitoring: 'pager', routing: true })).toContain('needs metrics');
  });

  test('where nothing watches, people come five minutes later, and the run waits for them', () => {
    const [paged, alone] = (['pager', 'nothing'] as const).map((monitoring) => {
      const parts = partsOf(WORLD, 'rolling', { monitoring });
      return typeof parts === 'string' ? null : build(parts.obviousBug);
    });
    expect(paged!.operator).toMatchObject([{ afterAlarm: 60_000_000 }]);
    expect(alone!.operator).toMatchObject([{ afterAlarm: 360_000_000 }]);
    expect([paged!.horizon, alone!.horizon]).toEqual([920_000_000, 1_220_000_000]);
  });

  test('traffic is a multiple of the own, and the longest of two runs is played', () => {
    const parts = partsOf({ ...WORLD, horizon: '1h' }, 'rolling', { traffic: 0.1 });
    expect(typeof parts === 'string' ? null : build(parts.good)).toMatchObject({
      traffic: { rate: 0.8 },
      horizon: 3_600_000_000,
    });
  });

  test('worlds that are alike are played once', () => {
    const both = [false, true].flatMap((routing) =>
      candidatesOf(WORLD, ['rolling', 'canary'], { ...STANDARD_SITUATION, routing }),
    );
    const arms = guideArms(both);
    expect(arms).toHaveLength(3 * HAPPENINGS.length);
    expect(new Set(arms.map(({ id }) => id)).size).toBe(arms.length);
  });

  test("the world's own strategy is among those to choose from", () => {
    expect(guideStrategies(WORLD)).toEqual(['recreate', 'rolling', 'blue-green', 'canary']);
    expect(guideStrategies({ ...WORLD, strategy: 'flagger' })).toContain('flagger');
  });
});

/** The guide's answer for a row of the table, from six runs of everything. */
function answerFor(source: Source, situation: Situation): Advice {
  const candidates = candidatesOf(source, guideStrategies(source), situation),
    arms = guideArms(candidates),
    plan = { title: '', root: 1, replications: 6, arms },
    byArm = rowsByArm([...playRange(plan, { from: 0, to: runsIn(plan) })]),
    rows = new Map(arms.map((arm, place) => [sourceKey(arm.source), byArm.get(place)!]));
  return adviceOf(
    situation,
    evidenceOf(candidates, (one) => rows.get(sourceKey(one))!),
  );
}

describe('the rows that everyone asserts', () => {
  test.each(SITUATIONS.map((named) => [named.title, named] as const))('%s comes out of a small service', (_title, named) => {
    expect(heldAgainst(named, answerFor(WORLD, named.situation))).toMatchObject({ comes: 'comes out' });
  });

  test('and where servers take five minutes to start, a way back by starting them is no way back in time', () => {
    const slow: Source = { ...WORLD, fleet: { replicas: 8, boot: '4m' } };
    const standard = SITUATIONS.find(({ id }) => id === 'standard')!;
    const { comes, says } = heldAgainst(standard, answerFor(slow, standard.situation));
    expect(comes).toBe('does not come out');
    expect(says).toMatch(/^Standard service: .+\. Rolling update, which everyone recommends, /);
  });
});
