import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportManifest, parse, SYSTEMS, type Json } from '../../../src/sim/scenario/index.ts';
import { EXPORTERS } from '../../../src/sim/scenario/export/table.ts';
import { run } from '../../../src/sim/run.ts';
import { STRATEGIES } from '../../../src/sim/strategies/index.ts';
import { comesBack, reasonsOf, scenarioOf, textOf } from './exported.ts';

test('for every strategy and every system somebody has decided', () => {
  expect(Object.keys(EXPORTERS).toSorted()).toEqual(STRATEGIES.map(({ id }) => id).toSorted());
});

test.each(readdirSync('scenarios'))('%s comes back from its manifests and is written the same again, or is refused in sentences', (name) => {
  const { scenario } = parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8'));
  for (const { id } of SYSTEMS) {
    if (!comesBack(scenario, id)) expect(reasonsOf(scenario, id)).not.toEqual([]);
    else expect(textOf(parse(textOf(scenario, id)).scenario, id)).toBe(textOf(scenario, id));
  }
});

test('most scenarios that ship have a system that can say them', () => {
  const said = readdirSync('scenarios').filter((name) => {
    const { scenario } = parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8'));
    return SYSTEMS.some(({ id }) => 'text' in exportManifest(scenario, id));
  });
  expect(said).toEqual(
    expect.arrayContaining([
      '02-recreate',
      '07-bad-release-and-undo',
      '11-blue-green-bad',
      '16-canary-argo-mission',
      '21-flagger-rollback',
    ]),
  );
});

test.each([
  ['07-bad-release-and-undo', 'kubernetes'],
  ['12-blue-green-too-late', 'argo'],
  ['15-canary-bad', 'argo'],
  ['21-flagger-rollback', 'flagger'],
] as const)('%s runs the same from its manifests of %s', (name, system) => {
  const { scenario } = parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8'));
  const again = parse(textOf(scenario, system)).scenario;
  expect(run(again, { seed: 3 }).digest).toBe(run(scenario, { seed: 3 }).digest);
});

test('a title that can be a name is the name, unless it would be taken for one side of a rollout', () => {
  const names = ['checkout', 'A shop', 'shop-canary', 'x-'].map((title) => {
    const text = textOf(scenarioOf({ title, strategy: 'recreate' }), 'kubernetes');
    return [/^title: (.*)$/m.exec(text)?.[1] ?? null, /^metadata:\n {2}name: (.*)$/m.exec(text)?.[1]];
  });
  expect(names).toEqual([
    [null, 'checkout'],
    ['A shop', 'web'],
    ['shop-canary', 'web'],
    ['x-', 'web'],
  ]);
});

test('what would not come back is not given out', () => {
  const scenario = scenarioOf({ strategy: 'rolling' });
  expect(exportManifest({ ...scenario, alarm: { ...scenario.alarm, window: 30_000_000.25 } }, 'kubernetes')).toEqual({
    cannot: ['The manifests would be read as another scenario: alarm.window would differ.'],
  });
  expect(exportManifest({ ...scenario, horizon: 1 }, 'kubernetes')).toEqual({
    cannot: ['The manifests could not be read again: horizon must be at least 10s, is "1us".'],
  });
});

test('our own manifests leave nothing to be guessed', () => {
  const notes = (['rolling', 'recreate', 'canary', 'blue-green', 'flagger'] as const).flatMap((strategy) => {
    const system = {
      rolling: 'kubernetes',
      recreate: 'kubernetes',
      canary: 'argo',
      'blue-green': 'argo',
      flagger: 'flagger',
    } as const;
    const params: Json = strategy === 'flagger' ? { stepWeight: 10 } : {};
    return parse(textOf(scenarioOf({ strategy: { [strategy]: params } }), system[strategy])).notes;
  });
  expect(notes).toEqual([]);
});
