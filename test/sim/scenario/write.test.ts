import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from '../../../src/sim/scenario/index.ts';
import { sourceSchema } from '../../../src/sim/scenario/schema.ts';
import {
  decimal,
  firstDifference,
  infoOf,
  parsePercent,
  parseRate,
  read,
  write,
  type Schema,
} from '../../../src/sim/schema/index.ts';
import { fleetSchema } from '../../../src/sim/world/fleet/params.ts';
import { trafficSchema } from '../../../src/sim/world/traffic/params.ts';

const fieldOf = (schema: Schema<unknown>, name: string): Schema<unknown> => infoOf(schema).fields![name]!;

test('values are written as people would', () => {
  const fleet = (name: string, value: unknown) => write(fieldOf(fleetSchema as Schema<unknown>, name), value);
  const traffic = (name: string, value: unknown) => write(fieldOf(trafficSchema as Schema<unknown>, name), value);
  expect(fleet('preStop', 90_000_000)).toBe('1m30s');
  expect(fleet('boot', { kind: 'lognormal', median: 6_000_000, p99: 12_500_000 })).toEqual({ median: '6s', p99: '12.5s' });
  expect(fleet('stop', { kind: 'empirical', sorted: [1_000_000, 2_000_000] })).toEqual({ values: ['1s', '2s'] });
  expect(fleet('readiness', null)).toBe('none');
  expect(fleet('quota', 12)).toBe(12);
  expect(traffic('rate', 0.5)).toBe('0.5/s');
  expect(traffic('rate', 100 / 60)).toBe('100/m');
  expect(traffic('rate', 1 / 3600)).toBe('1/h');
  expect(traffic('writes', 0.07)).toBe('7%');
  expect(traffic('cohorts', [['beta', 0.125]])).toEqual({ beta: '12.5%' });
});

test('what is at its default is left out', () => {
  expect(write(trafficSchema as Schema<unknown>, { ...given(trafficSchema as Schema<unknown>), users: 7 })).toEqual({ users: 7 });
});

test.each([
  [0.999, 2, '99.9'],
  [0.07, 2, '7'],
  [1, 2, '100'],
  [1e-7, 2, '0.00001'],
  [0, 2, '0'],
  [12.5, 0, '12.5'],
  [2e21, 0, '2000000000000000000000'],
  [1.5e-9, 0, '0.0000000015'],
])('%s moved by %s places is %s', (value, places, text) => {
  expect(decimal(value, places)).toBe(text);
});

test('no digit of a share or a rate is lost', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000_000 }),
      fc.constantFrom(0, 1, 3, 6, 7),
      fc.constantFrom('s', 'm', 'h'),
      (whole, places, unit) => {
        const text = decimal(Number(`${whole}e-${places}`));
        const share = parsePercent(`${text}%`)!,
          rate = parseRate(`${text}/${unit}`)!;
        expect(parsePercent(String(write(fieldOf(trafficSchema as Schema<unknown>, 'writes'), share)))).toBe(share);
        expect(parseRate(String(write(fieldOf(trafficSchema as Schema<unknown>, 'rate'), rate)))).toBe(rate);
      },
    ),
    { seed: 4 },
  );
});

test('the first difference is told by its path', () => {
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toEqual(['a', 1, 'b']);
  expect(firstDifference({ a: 1 }, { a: 1, b: null })).toEqual(['b']);
  expect(firstDifference({ a: 1, b: [] }, { b: [], a: 1 })).toBe(null);
  expect(firstDifference([], {})).toEqual([]);
});

test.each(readdirSync('scenarios'))('%s is written and read to the same values', (name) => {
  const { scenario } = parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8'));
  for (const key of ['fleet', 'traffic', 'slo', 'alarm', 'faults', 'operator'] as const) {
    const schema = fieldOf(sourceSchema as Schema<unknown>, key);
    expect(read(schema, write(schema, scenario[key]))).toEqual({ ok: true, value: scenario[key] });
  }
});

function given(schema: Schema<unknown>): Record<string, unknown> {
  const reading = read(schema, undefined);
  if (!reading.ok) throw new Error('has no default');
  return reading.value as Record<string, unknown>;
}
