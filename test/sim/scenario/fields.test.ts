import { expect, test } from 'vitest';
import {
  choice, dictionary, distribution, duration, flag, infoOf, integer, intOrPercent, list, number, object, oneKeyOf, orNone, percent, rate, read, text,
  variants, type Schema,
} from '../../../src/sim/schema/index.ts';

const words = { label: 'A field', help: 'What it does.' };
const value = <T>(schema: Schema<T>, written: unknown): T => {
  const reading = read(schema, written);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
};
const complaint = (schema: Schema<unknown>, written: unknown): string => {
  const reading = read(schema, written);
  return reading.ok ? `accepted ${JSON.stringify(reading.value)}` : reading.faults.map(({ path, message, cure }) => `${path.join('.')}: ${message}. ${cure}`).join('\n');
};

test('a duration is microseconds inside', () => {
  expect(value(duration(words), '90s')).toBe(90_000_000);
  expect(value(duration(words), 0)).toBe(0);
});

test('a duration without a unit is told which units there are', () => {
  expect(complaint(duration(words), 90)).toBe(': must be a duration, is 90. Add a unit: 90s, 90m or 90ms.');
});

test('bounds are written as people write durations', () => {
  expect(complaint(duration({ ...words, max: '1h' }), '90m')).toBe(': must be at most 1h, is "90m". Write 1h or less.');
  expect(infoOf(duration({ ...words, min: '1s', max: '1h' }) as Schema<unknown>)).toMatchObject({ min: 1, max: 3600, unit: 's' });
});

test('a distribution has four forms', () => {
  const schema = distribution(words);
  expect(value(schema, '8s')).toEqual({ kind: 'constant', value: 8_000_000 });
  expect(value(schema, { median: '8s', p99: '20s' })).toEqual({ kind: 'lognormal', median: 8_000_000, p99: 20_000_000 });
  expect(value(schema, { mean: '8s' })).toEqual({ kind: 'exponential', mean: 8_000_000 });
  expect(value(schema, { values: ['2s', '1s'] })).toEqual({ kind: 'empirical', sorted: [1_000_000, 2_000_000] });
});

test('a distribution that makes no sense says why', () => {
  const schema = distribution(words);
  expect(complaint(schema, { median: '8s', p99: '2s' })).toBe(': has a p99 (2s) below its median (8s). Write a p99 of at least the median.');
  expect(complaint(schema, { medain: '8s', p99: '20s' })).toBe(': has an unknown key "medain". Did you mean "median"?');
  expect(complaint(schema, { median: '8s' })).toBe(
    ': is not a distribution: it has median. Write 8s, { mean: 8s }, { median: 8s, p99: 20s } or { values: [1s, 2s] }.',
  );
  expect(complaint(schema, { mean: '0s' })).toBe(': mean must be at least 1us, is "0s". Write 1us or more.');
  expect(complaint(schema, { values: [] })).toBe(': must list its values. Write { values: [1s, 2s] }.');
});

test('a percentage is a share inside, and a bare number is asked what it means', () => {
  expect(value(percent(words), '99.9%')).toBe(0.999);
  expect(complaint(percent(words), 0.3)).toBe(': must be a percentage, is 0.3. Write 30%.');
  expect(complaint(percent(words), 30)).toBe(': must be a percentage, is 30. Write 30%.');
  expect(complaint(percent(words), '130%')).toBe(': must be at most 100%, is "130%". Write 100% or less.');
});

test('counts and percentages of servers stay apart', () => {
  expect(value(intOrPercent(words), 2)).toEqual({ unit: 'count', value: 2 });
  expect(value(intOrPercent(words), '25%')).toEqual({ unit: 'percent', value: 25 });
  expect(complaint(intOrPercent(words), '2.5%')).toBe(
    ': must be a whole percentage, is "2.5%". Kubernetes takes whole percentages only: write 25%.',
  );
});

test('numbers are finite and within bounds', () => {
  const schema = integer({ ...words, min: 1, max: 500 });
  expect(complaint(schema, NaN)).toBe(': must be a whole number, is NaN. Write a whole number, 1 or more.');
  expect(complaint(schema, Infinity)).toBe(': must be a whole number, is Infinity. Write a whole number, 1 or more.');
  expect(complaint(schema, -4)).toBe(': must be at least 1, is -4. Write 1 or more.');
  expect(complaint(schema, '3')).toBe(': must be a whole number, is "3". Remove the quotes: 3.');
  expect(complaint(number({ ...words, max: 10 }), 1e308)).toBe(': must be at most 10, is 1e+308. Write 10 or less.');
});

test('a rate must say per what', () => {
  expect(value(rate({ ...words, max: 100 }), '120/m')).toBe(2);
  expect(complaint(rate({ ...words, max: 100 }), 60)).toBe(': must be a rate, is 60. Say per what: 60/s or 60/m.');
});

test('words are checked and mended', () => {
  const schema = choice({ ...words, options: { drain: 'finish', exit: 'drop' } });
  expect(value(schema, 'exit')).toBe('exit');
  expect(complaint(schema, 'drian')).toBe(': must be one of drain, exit, is "drian". Did you mean "drain"?');
  expect(complaint(flag(words), 'NO')).toBe(': must be true or false, is "NO". Write true or false; YAML 1.2 reads yes, no, on and off as text.');
  expect(complaint(text({ ...words, max: 3 }), 'four')).toBe(': may have 3 characters, has 4. Shorten it.');
});

test('an omitted field takes its default, in human units, and a field without one must be given', () => {
  const schema = object({ a: duration({ ...words, default: '5s' }), b: duration(words) }, words);
  expect(value(schema, { b: '1s' })).toEqual({ a: 5_000_000, b: 1_000_000 });
  expect(complaint(schema, {})).toBe('b: is missing. Add a duration such as 90s: what it does.');
});

test('an unknown key is an error that names the nearest known one', () => {
  const schema = object({ replicas: integer({ ...words, max: 9, default: 1 }) }, words);
  expect(complaint(schema, { replica: 3 })).toBe('replica: is not known. Did you mean "replicas"?');
});

test('none is null, false is none, and true is all defaults', () => {
  const schema = orNone(object({ period: duration({ ...words, default: '2s' }) }, { ...words, default: {} }));
  expect([undefined, 'none', null, false, true, { period: '5s' }].map((written) => value(schema, written))).toEqual([
    { period: 2_000_000 }, null, null, null, { period: 2_000_000 }, { period: 5_000_000 },
  ]);
  expect(value(orNone(duration(words)), undefined)).toBe(null);
});

test('entries are told apart by their tag, and faults in them keep their place', () => {
  const schema = list(variants('kind', { crash: object({ at: duration(words) }, words), spike: object({ factor: number({ ...words, max: 9 }) }, words) }, words), { ...words, max: 3 });
  expect(value(schema, [{ kind: 'crash', at: '1s' }, { kind: 'spike', factor: 3 }])).toEqual([{ kind: 'crash', at: 1_000_000 }, { kind: 'spike', factor: 3 }]);
  expect(value(schema, undefined)).toEqual([]);
  expect(complaint(schema, [{ kind: 'crsh' }, { kind: 'spike', facter: 3 }])).toBe([
    '0.kind: must be one of crash, spike, is "crsh". Did you mean "crash"?',
    '1.factor: is missing. Add a number: what it does.',
    '1.facter: is not known. Did you mean "factor"?',
  ].join('\n'));
  expect(complaint(schema, [1, 2, 3, 4])).toBe(': may have 3 entries, has 4. Shorten the list.');
});

test('exactly one key chooses', () => {
  const schema = oneKeyOf({ rolling: object({ surge: integer({ ...words, max: 9, default: 1 }) }, words), recreate: object({}, words) }, words);
  expect(value(schema, { rolling: { surge: 2 } })).toEqual({ kind: 'rolling', params: { surge: 2 } });
  expect(value(schema, 'rolling')).toEqual({ kind: 'rolling', params: { surge: 1 } });
  expect(value(schema, { rolling: null })).toEqual({ kind: 'rolling', params: { surge: 1 } });
  expect(complaint(schema, { rolling: {}, recreate: {} })).toBe(': must have exactly one of rolling, recreate, has "rolling" and "recreate". Keep one.');
  expect(complaint(schema, { roling: {} })).toBe('roling: is not known; there are rolling, recreate. Did you mean "rolling"?');
});

test('names keep their order, which is why they may not look like numbers', () => {
  const schema = dictionary(object({}, words), { ...words, max: 3 });
  expect(value(schema, { v2: {}, v1: null })).toEqual([['v2', {}], ['v1', {}]]);
  expect(complaint(schema, { 2: {} })).toBe('2: is not a name. Begin names with a letter; use letters, digits, dots and dashes, 40 at most.');
});
