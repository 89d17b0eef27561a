import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIALS, STRATEGIES, axisOf, build, dialOf, edit, gridOf, parse, run, strategyArms, type Json, type Source } from '../../../../src/sim/index.ts';

const WORLD = parse(
  `
horizon: 3m
fleet: { replicas: 4 }
traffic: { rate: 10/s, users: 50 }
revisions: { v1: { errorRate: 1% }, v2: { errorRate: 9% } }
strategy: { rolling: { maxSurge: 25%, minReady: 5s } }
operator:
  - { afterAlarm: 40s, do: pause }
  - { afterAlarm: 100s, do: undo }
`,
  { file: 'world.yaml' },
).source;
const under = (id: string): Source => strategyArms(WORLD, [id])[0]!.source;
const dial = (id: string) => DIALS.find((each) => each.id === id)!;
const at = (source: Source, ...path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (value as Record<string, Json> | undefined)?.[key], source);

test('the world’s own value, set again, gives the world’s own runs, for every dial of every strategy that has it', () => {
  const same = STRATEGIES.filter(({ id }) => id !== 'by-hand').flatMap(({ id }) =>
    DIALS.flatMap((each) => {
      const world = under(id);
      const own = each.refusal(world) === null ? each.own(world) : null;
      return own === null ? [] : [[id, each.id, run(build(each.set(world, own)), { seed: 4 }).digest === run(build(world), { seed: 4 }).digest]];
    }),
  );
  expect(same.length).toBeGreaterThan(50);
  expect(same.filter(([, , isSame]) => !isSame)).toEqual([]);
});

test('in every world of the gallery, each dial that has a meaning there has values that can be played, its own among them', () => {
  for (const folder of readdirSync('scenarios')) {
    const { source } = parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8'), { file: folder });
    for (const each of DIALS.filter((one) => one.refusal(source) === null)) {
      const axis = axisOf(each, source),
        { points } = gridOf(source, [axis], ['failed']);
      expect([folder, each.id, points.some(({ problem }) => problem === null)]).toEqual([folder, each.id, true]);
      if (each.own(source) !== null) expect([folder, each.id, axis.own]).not.toContain(null);
    }
  }
});

test('a larger first weight lifts the later ones that are less, and leaves the others and the pauses', () => {
  const canary = edit(WORLD, 'strategy', {
    canary: { trafficRouting: true, steps: [{ setWeight: 5 }, { pause: '40s' }, { setWeight: 20 }, { pause: {} }, { setWeight: 50 }] },
  });
  expect(at(dial('canaryWeight').set(canary, '30%'), 'strategy', 'canary', 'steps')).toEqual([
    { setWeight: 30 },
    { pause: '40s' },
    { setWeight: 30 },
    { pause: {} },
    { setWeight: 50 },
  ]);
  expect(at(dial('bakeTime').set(canary, '15s'), 'strategy', 'canary', 'steps')).toEqual([
    { setWeight: 5 },
    { pause: '15s' },
    { setWeight: 20 },
    { pause: {} },
    { setWeight: 50 },
  ]);
});

test('a weight counts out of all that the router divides', () => {
  const fine = edit(WORLD, 'strategy', { canary: { trafficRouting: { maxTrafficWeight: 1000 }, steps: [{ setWeight: 50 }] } });
  expect(dial('canaryWeight').own(fine)).toBe('5%');
  expect(at(dial('canaryWeight').set(fine, '0.5%'), 'strategy', 'canary', 'steps', 0)).toEqual({ setWeight: 5 });
  expect(() => dial('canaryWeight').set(under('canary'), '0.5%')).toThrow('weights are whole numbers out of 100');
});

test('a bug is what the new version fails beyond the old one', () => {
  expect(dial('bugSize').own(WORLD)).toBe('8%');
  expect(at(dial('bugSize').set(WORLD, '2%'), 'revisions', 'v2', 'errorRate')).toBe('3%');
});

test('the first person to act takes as long as the dial says, the others as much longer as before', () => {
  expect(dial('reaction').own(WORLD)).toBe('40s');
  expect(at(dial('reaction').set(WORLD, '10s'), 'operator')).toEqual([
    { afterAlarm: '10s', do: 'pause' },
    { afterAlarm: '1m10s', do: 'undo' },
  ]);
});

test('the window of an analysis is set in every metric, written or not', () => {
  const world = edit(WORLD, 'strategy', { 'blue-green': { prePromotionAnalysis: true, postPromotionAnalysis: { metrics: [{ metric: 'errorRate', atMost: '1%', count: 3 }] } } });
  const params = at(dial('analysisWindow').set(world, '45s'), 'strategy', 'blue-green')!;
  expect(JSON.stringify(params).match(/"window":"45s"/g)).toHaveLength(2);
});

test.each([
  ['canaryWeight', 'rolling', 'Rolling update gives the new version no first share of requests. Use a canary.'],
  ['surge', 'canary', 'A canary behind a router makes no use of its surge.'],
  ['bakeTime', 'recreate', 'Recreate waits nowhere for a length of time that could be set.'],
  ['analysisWindow', 'rolling', 'Rolling update measures nothing in this world.'],
])('%s has no meaning under %s, and says why', (id, strategy, why) => {
  expect(dial(id).refusal(under(strategy))).toBe(why);
});

test('nobody reacts to an alarm that nobody waits for', () => {
  const alone = edit(WORLD, 'operator', [{ at: '60s', do: 'undo' }]);
  expect(dial('reaction').refusal(alone)).toBe('Nobody acts on the alarm in this world.');
  expect(dial('alarmWindow').refusal(alone)).toBe('Nobody acts on the alarm in this world.');
});

test('any path of the world is a dial, with values of its kind', () => {
  const values = (path: string): readonly string[] => axisOf(dialOf(path, WORLD), WORLD).labels;
  expect(values('traffic.rate')).toEqual(['2.5/s', '5/s', '10/s', '20/s', '40/s']);
  expect(values('strategy.rolling.maxSurge')).toEqual(['25%', '2', '4']);
  expect(values('traffic.arrivals')).toEqual(['poisson', 'constant']);
  expect(values('revisions.v2.errorRate')).toEqual(['2.25%', '4.5%', '9%', '18%', '36%']);
  expect(() => values('fleet.boot')).toThrow('fleet.boot: say which values');
});

test.each([
  ['traffic.rat', 'there is no "traffic.rat". Did you mean "traffic.rate"?'],
  ['canaryWeigth', 'there is no "canaryWeigth". Did you mean "canaryWeight"?'],
  ['revisions.v3.errorRate', 'there is no "revisions.v3.errorRate".'],
  ['title', 'there is no "title".'],
])('%s is no dial', (id, complaint) => {
  expect(() => dialOf(id, WORLD)).toThrow(complaint);
});
