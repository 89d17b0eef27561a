import fc from 'fast-check';
import { expect } from 'vitest';
import {
  build,
  exportManifest,
  parse,
  ScenarioError,
  type Scenario,
  type Source,
  type System,
} from '../../../src/sim/scenario/index.ts';
import { plainest } from '../../../src/sim/scenario/export/index.ts';
import { sourceSchema } from '../../../src/sim/scenario/schema.ts';
import { STRATEGY_SCHEMAS } from '../../../src/sim/scenario/strategies.ts';
import { infoOf, type Json, type Schema } from '../../../src/sim/schema/index.ts';
import { written } from './arbitrary.ts';

export const scenarioOf = (source: Source): Scenario => build(source);

/** The exported text; a refusal fails the test with its reasons. */
export function textOf(scenario: Scenario, system: System): string {
  const result = exportManifest(scenario, system);
  if ('cannot' in result) throw new Error(result.cannot.join('\n'));
  return result.text;
}

/** Why there is no export: sentences, and never the check of the written text, which would be a fault of the writer's. */
export function reasonsOf(scenario: Scenario, system: System): string[] {
  const result = exportManifest(scenario, system);
  if ('text' in result) throw new Error(result.text);
  for (const reason of result.cannot) {
    expect(reason).toMatch(/^[A-Z][^\n]*\.$/);
    expect(reason).not.toMatch(/^The manifests (would be|could not be)/);
  }
  expect(result.cannot).not.toEqual([]);
  return result.cannot;
}

/** Whether it can be exported; if so, the text is read as the same scenario. */
export function comesBack(scenario: Scenario, system: System): boolean {
  const result = exportManifest(scenario, system);
  if ('cannot' in result) return reasonsOf(scenario, system).length === 0;
  expect(plainest(parse(result.text).scenario)).toEqual(plainest(scenario));
  return true;
}

/**
 * Scenarios of one strategy with any values at all that agree with each other.
 * @param params of the strategy; default: any
 * @param fixed sections that are always the same
 */
export function scenarios(
  strategy: string,
  params: fc.Arbitrary<Json> = written(STRATEGY_SCHEMAS[strategy]!),
  fixed: Source = {},
): fc.Arbitrary<Scenario> {
  const fields = infoOf(sourceSchema as Schema<unknown>).fields!;
  const section = (name: string): fc.Arbitrary<Json> => written(fields[name]!);
  return fc
    .record(
      {
        title: fc.oneof(fc.constantFrom('checkout', 'A long: title', '7', 'none', 'x-'), fc.string({ maxLength: 30 })),
        description: fc.oneof(fc.string({ maxLength: 40 }), fc.string({ maxLength: 20, unit: 'binary' })),
        horizon: fc.constantFrom('30m', '25m30s', '2h'),
        fleet: section('fleet'),
        traffic: section('traffic'),
        slo: section('slo'),
        alarm: section('alarm'),
        faults: section('faults'),
        operator: section('operator'),
        revisions: fc.constantFrom<Json>(
          { v1: {}, v2: {} },
          { 'a.1': { boot: '8s' }, v2: { errorRate: '5%', leak: {} }, v3: { coldStart: true } },
        ),
        params,
      },
      { requiredKeys: ['horizon', 'params'] },
    )
    .map(({ params, ...source }) => built({ ...source, ...fixed, strategy: { [strategy]: params } }))
    .filter((scenario) => scenario !== null);
}

/** The scenario, or as much of it as agrees with itself: sections that contradict others are left out, one after the other. */
function built(source: Record<string, Json | undefined>): Scenario | null {
  const said = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined)) as Source;
  try {
    return build(said);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const wrong = error.issues
      .map(({ path }) => path.split('.')[0]!)
      .filter((section) => section !== 'strategy' && section in said);
    if (wrong.length === 0) return null;
    return built(Object.fromEntries(Object.entries(said).filter(([key]) => !wrong.includes(key))));
  }
}
