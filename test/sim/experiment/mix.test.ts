import { expect, test } from 'vitest';
import {
  HAPPENINGS,
  Random,
  USUAL_MIX,
  build,
  expectedOf,
  mixOf,
  parse,
  proportionOf,
  strategyArms,
  play,
  trialOf,
  withHappening,
  type Happening,
} from '../../../src/sim/index.ts';
import { sampleOf } from '../../../src/sim/experiment/statistics/index.ts';

const { source } = parse(`
horizon: 6m
fleet: { replicas: 4, boot: 6s, preStop: 5s }
traffic: { rate: 20/s, users: 100 }
revisions: { v1: { errorRate: 1% }, v2: { errorRate: 30%, leak: { after: 1m } } }
faults: [{ kind: imagePullFailure, revision: v2 }, { kind: trafficSpike, at: 2m, for: 10s, factor: 2 }]
rollout: { at: 10s, to: v2 }
strategy: rolling
`);
const worldOf = (happening: Happening) => build(withHappening(source, happening));

test('the usual mix is whole, and what is not trouble is good', () => {
  expect(HAPPENINGS.reduce((sum, id) => sum + USUAL_MIX[id], 0)).toBeCloseTo(1, 12);
  expect(mixOf({ subtleBug: 0.3, obviousBug: 0, slowLeak: 0, crashLoop: 0, nodeLoss: 0 })).toMatchObject({
    good: 0.7,
    subtleBug: 0.3,
  });
  expect(() => mixOf({ subtleBug: 0.95 })).toThrow('add up to 1 or less');
  expect(() => mixOf({ subtleBug: -0.1 })).toThrow('0 or more');
});

test('a good release is as good as the one before, whatever was wrong in the world, and the rest of the world stays', () => {
  const { revisions, faults, operator, strategy } = worldOf('good');
  expect(revisions[1]).toMatchObject({ id: 'v2', errorRate: 0.01, leak: null });
  expect(faults).toMatchObject([{ kind: 'trafficSpike' }]);
  expect(operator).toEqual([]);
  expect(strategy).toEqual(build(source).strategy);
});

test('each trouble is what it says, and a bad release is taken back two minutes after the alarm', () => {
  expect(worldOf('obviousBug').revisions[1]).toMatchObject({ errorRate: 0.5, leak: null });
  expect(worldOf('subtleBug').revisions[1]).toMatchObject({ errorRate: 0.05 });
  expect(worldOf('slowLeak').revisions[1]).toMatchObject({ errorRate: 0.01, leak: { slowdown: 4 } });
  expect(worldOf('crashLoop').faults[1]).toMatchObject({ kind: 'crashLoop', revision: 'v2' });
  expect(worldOf('nodeLoss').faults[1]).toMatchObject({ kind: 'nodeLoss', at: 30_000_000 });
  expect(worldOf('nodeLoss').operator).toEqual([]);
  expect(worldOf('subtleBug').operator).toEqual([{ do: 'undo', at: null, afterAlarm: 120_000_000 }]);
});

test('who works in the world keeps their job', () => {
  const world = withHappening({ ...source, operator: [{ at: '3m', do: 'abort' }] }, 'slowLeak');
  expect(build(world).operator).toMatchObject([{ do: 'abort', at: 180_000_000 }]);
});

test('what is expected is the weighted mean, with the spread of the weighted sums', () => {
  const nothing = [0, 0, 0, 0, 0, 0];
  const values = {
    good: [1, 2, 3, 4, 5, 6],
    obviousBug: [60, 50, 40, 30, 20, 10],
    subtleBug: nothing,
    slowLeak: nothing,
    crashLoop: nothing,
    nodeLoss: nothing,
  };
  const mix = mixOf({ obviousBug: 0.1, subtleBug: 0, slowLeak: 0, crashLoop: 0, nodeLoss: 0 });
  // The sums are 6.9, 6.8, 6.7, 6.6, 6.5, 6.4: nearly all spread cancels. Half = t(5, 97.5 %) × √(0.035 ÷ 6).
  const risk = expectedOf(mix, values, 0.95);
  expect(risk.mean).toBeCloseTo(6.65, 12);
  expect(risk.high! - risk.mean).toBeCloseTo(2.5706 * Math.sqrt(0.035 / 6), 4);
  expect(() => expectedOf(mix, { ...values, good: [1] }, 0.95)).toThrow('as many values');
});

test('and what drawing every release by chance comes to', () => {
  const dice = new Random(5).stream('mix');
  const values = Object.fromEntries(
    HAPPENINGS.map((id, place) => [id, Array.from({ length: 50 }, () => dice() * 100 * place ** 2)]),
  ) as Record<Happening, number[]>;
  const draw = (): number => {
    let left = dice();
    const id = HAPPENINGS.find((one) => (left -= USUAL_MIX[one]) < 0) ?? 'good';
    return values[id][Math.floor(dice() * 50)]!;
  };
  const drawn = sampleOf(Array.from({ length: 40_000 }, draw)),
    off = Math.abs(drawn.mean - expectedOf(USUAL_MIX, values, 0.95).mean);
  expect(off).toBeLessThan(4 * Math.sqrt(drawn.variance / drawn.n));
});

test('shares have the bounds that Wilson gave them', () => {
  expect(proportionOf(5, 10, 0.95).low).toBeCloseTo(0.2366, 4);
  expect(proportionOf(5, 10, 0.95).high).toBeCloseTo(0.7634, 4);
  expect(proportionOf(0, 10, 0.95)).toMatchObject({ share: 0, low: 0 });
  expect(proportionOf(0, 10, 0.95).high).toBeCloseTo(0.2775, 4);
  expect(proportionOf(10, 10, 0.95).high).toBe(1);
});

test('an obvious bug is taken back by a person under a rolling update, and by itself under a canary, which fails far fewer', () => {
  const [rolling, canary] = strategyArms(source, ['rolling', 'canary']).map((arm) => {
    const scenario = build(withHappening(arm.source, 'obviousBug'));
    return trialOf(play(scenario, 0, 0, 1), scenario);
  });
  expect(rolling).toMatchObject({ undoneBy: 'person' });
  expect(canary).toMatchObject({ undoneBy: 'controller', leadTime: null });
  expect(canary!.seed).toBe(rolling!.seed);
  expect(canary!.harm).toBeLessThan(rolling!.harm / 5);
  // 20 requests a second: so many failed are a twentieth of that in seconds of outage.
  expect(rolling!.outage / 1_000_000).toBeCloseTo(rolling!.harm / 20, -1);
});
