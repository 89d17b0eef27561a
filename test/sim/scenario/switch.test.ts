import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build, edit, parse, type Source } from '../../../src/sim/index.ts';
import { STRATEGIES } from '../../../src/sim/strategies/index.ts';

const FOLDERS = readdirSync('scenarios');
const paramsAfter = (strategy: Source[string], kind: string): unknown => (edit({ strategy }, 'strategy', kind)['strategy'] as Source)[kind];

describe('choosing another strategy', () => {
  test.each(FOLDERS)('in %s, each of them can be chosen, and whatever it cannot use is left behind', (folder) => {
    const { source } = parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8'));
    for (const { id } of STRATEGIES) expect(build(edit(source, 'strategy', id)).strategy.kind).toBe(id);
  });

  const metrics = [{ metric: 'errorRate', atMost: '1%' }];

  test('keeps what both know, within a mapping too', () => {
    expect(paramsAfter({ canary: { minReady: '5s', steps: [{ setWeight: 5 }], analysis: { metrics, startingStep: 1 } } }, 'shadow')).toEqual({
      minReady: '5s',
      analysis: { metrics },
    });
  });

  test('leaves behind what has the same name and another meaning', () => {
    expect(paramsAfter({ shadow: { mirror: '100%', maxSurge: 2 } }, 'flagger')).toEqual({ maxSurge: 2 });
  });

  test('leaves behind what contradicts the rest', () => {
    expect(paramsAfter({ 'blue-green': { scaleDownDelay: '20s', minReady: '5s' } }, 'canary')).toEqual({ minReady: '5s' });
    const compared = { metrics: [{ judge: 'sequential', metric: 'errorRate', comparedWith: 'baseline' }] };
    expect(paramsAfter({ canary: { analysis: compared, minReady: '5s' } }, 'ab-test')).toEqual({ minReady: '5s' });
  });
});
