import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PRESETS, STRATEGIES, build, outcomeOf, parse, run, strategyArms, type Source } from '../../../src/sim/index.ts';

const world = (strategy: string): Source =>
  parse(`
horizon: 15m
fleet: { replicas: 4, boot: 8s, preStop: 10s, grace: 40s }
traffic: { rate: 10/s, users: 100, endpointLag: 1s }
revisions: { v1: {}, v2: {} }
rollout: { at: 10s, to: v2 }
strategy: ${strategy}
`).source;
const ALL = STRATEGIES.map(({ id }) => id);

test('the strategy of the world keeps its parameters, the others get their presets and what it says about all', () => {
  const source = world('{ rolling: { maxSurge: 2, maxUnavailable: 0, minReady: 7s } }');
  const [rolling, recreate, canary] = strategyArms(source, ['rolling', 'recreate', 'canary']);
  expect(rolling).toEqual({ id: 'rolling', label: 'Rolling update', source });
  expect(recreate!.source['strategy']).toEqual({ recreate: { minReady: '7s' } });
  expect(canary!.source['strategy']).toMatchObject({ canary: { ...PRESETS['canary'], minReady: '7s' } });
  expect(canary!.source['traffic']).toEqual(source['traffic']);
  expect(strategyArms(world('rolling'), ['rolling'])[0]!.source['strategy']).toBe('rolling');
  expect(() => strategyArms(source, ['roling'])).toThrow('no strategy is called roling');
});

test('from any strategy to any other, the world can be built', () => {
  for (const from of ALL)
    for (const { id, source } of strategyArms(strategyArms(world('rolling'), [from])[0]!.source, ALL))
      expect(build(source).strategy.kind).toBe(id);
});

test('every scenario can be built under every strategy', () => {
  for (const folder of readdirSync('scenarios')) {
    const { source } = parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8'), { file: folder });
    for (const arm of strategyArms(source, ALL)) expect(build(arm.source).strategy.kind).toBe(arm.id);
  }
});

test.each(ALL)('%s promotes a good release within a quarter of an hour', (id) => {
  expect(outcomeOf(run(build(strategyArms(world('rolling'), [id])[0]!.source), { seed: 3 }))).toBe('promoted');
});
