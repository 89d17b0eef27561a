import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateCondition, parseCondition, type Value } from '../../../src/sim/analysis/index.ts';

/** `true`, `false`, `Error: why`, or `8: what is wrong. The cure.` for a text that cannot be read. */
function verdict(text: string, result: Value = null): string {
  const parsed = parseCondition(text);
  if ('problem' in parsed) return `${parsed.problem.at}: ${parsed.problem.message}. ${parsed.problem.cure}`;
  const evaluated = evaluateCondition(parsed.node, result);
  return 'error' in evaluated ? `Error: ${evaluated.error}` : String(evaluated.value);
}

test.each<[string, Value, string]>([
  ['result[0] >= 0.95', [0.97], 'true'],
  ['result[0] >= 0.95', [0.9], 'false'],
  ['result >= 0.95', 0.97, 'true'],
  ['len(result) == 0 || result[0] >= 0.95', [], 'true'],
  ['len(result) == 0 || isNaN(result[0]) || result[0] >= 0.95', [NaN], 'true'],
  ['isNaN(result[0]) or isInf(result[0])', [-Infinity], 'true'],
  ['all(result, {# >= 0.95})', [0.99, 0.96], 'true'],
  ['all(result, # >= 0.95)', [0.99, 0.9], 'false'],
  ['any(result, {# > 1})', [], 'false'],
  ['all(result, {.value < 5})', [{ value: 1 }, { value: 4 }], 'true'],
  ['any(result, {.series[0] == 2})', [{ series: [1] }, { series: [2] }], 'true'],
  ['count(result, {# > 1}) >= 2', [1, 2, 3], 'true'],
  ['none(result, {# > 3}) and one(result, {# == 3})', [1, 2, 3], 'true'],
  ['len(filter(result, {# > 1})) == 2', [1, 2, 3], 'true'],
  ['map(result, {# * 2})[2] == 6', [1, 2, 3], 'true'],
  ['default(result, 0) < 0.05', null, 'true'],
  ['default(result, 0) < 0.05', 0.2, 'false'],
  ['isNil(result)', null, 'true'],
  ['result == nil', null, 'true'],
  ['result != nil && result > 1', null, 'false'],
  ['asFloat(result) > 0.5', '0.75', 'true'],
  ['asInt(result.errors) <= 3', { errors: '3' }, 'true'],
  ['result["code"] == "200"', { code: '200' }, 'true'],
  ['result.status in ["ok", "green"]', { status: 'green' }, 'true'],
  ['result not in ["red"]', 'green', 'true'],
  ['result contains "ok" and result startsWith "all" and result endsWith "."', 'all ok.', 'true'],
  ['result[-1] == 3', [1, 2, 3], 'true'],
  ['result > 0.5 ? true : false', 0.6, 'true'],
  ['result[0] > 1 ? false : result[1] > 1 ? true : false', [0, 2], 'true'],
  ['1 + 2 * 3 == 7 && (1 + 2) * 3 == 9', null, 'true'],
  ['7 / 2 == 3.5 && 7 % 4 == 3 && -2 + 3 == 1', null, 'true'],
  ['10 - 3 - 2 == 5', null, 'true'],
  ['true || false && false', null, 'true'],
  ['!(result > 1) and not false', 0, 'true'],
  ['result?.missing ?? true', null, 'true'],
  ["'single' == \"single\" && `raw\\n` == 'raw\\\\n'", null, 'true'],
  ['.5 < 1_000 and 1e3 == 1000', null, 'true'],
  ['max(1, 2) == 2 && min(1, 2) == 1 && abs(-1) == 1 && round(2.5) == 3 && floor(1.9) + ceil(0.1) == 2', null, 'true'],
])('%s with %j is %s', (text, result, expected) => {
  expect(verdict(text, result)).toBe(expected);
});

test('every comparison with NaN is false, and only that it differs is true', () => {
  for (const operator of ['<', '>', '<=', '>=', '==']) expect(verdict(`result[0] ${operator} 1`, [NaN])).toBe('false');
  expect(verdict('result[0] != 1', [NaN])).toBe('true');
});

test.each<[string, Value, string]>([
  ['result[0] > 1', [], 'Error: there is no element 0: the result has 0'],
  ['result > 1', [2], 'Error: > needs numbers, has a list'],
  ['result[0]', [2], 'Error: a condition needs true or false, has a number'],
  ['result', null, 'Error: a condition needs true or false, has nil'],
  ['result.value > 1', null, 'Error: cannot look into nil'],
  ['result == "1"', 1, 'Error: == cannot compare a number with a text'],
  ['not result == true', 1, 'Error: not needs true or false, has a number'],
  ['result && true', 1, 'Error: && needs true or false, has a number'],
  ['asInt(result) > 1', '1.5', 'Error: asInt needs a text that is a whole number'],
  ['asFloat(result) > 1', 'many', 'Error: asFloat needs a text that is a number'],
  ['1 % 0 == 1', null, 'Error: % cannot divide by zero'],
  ['len(result) == 0', 1, 'Error: len needs a list or a text, has a number'],
  ['all(result, {# > 1})', 1, 'Error: all needs a list, has a number'],
  ['default(result[0], 0) < 1', [], 'Error: there is no element 0: the result has 0'],
])('%s with %j cannot be worked out', (text, result, expected) => {
  expect(verdict(text, result)).toBe(expected);
});

test('a condition looks only as far as it must', () => {
  expect(verdict('true || result[5] > 1', [])).toBe('true');
  expect(verdict('false && result[5] > 1', [])).toBe('false');
});

test.each([
  ['', '0: is empty. Write a condition such as result[0] >= 0.95.'],
  ['result[0] >=', '12: ends too early. Add what is to stand on the right.'],
  ['result[0 >= 1', '13: “]” is missing. Close the index with ].'],
  ['(result > 1', '11: “)” is missing. Close the bracket.'],
  ['result > 1)', '10: “)” was not expected here. Join conditions with && or ||, and close what is open.'],
  ['result = 1', '7: one = compares nothing. Write ==.'],
  ['result > 1 & true', '11: one & means nothing here. Write &&.'],
  ['result ** 2 > 1', '7: powers are not modelled. Write the multiplication out.'],
  ['reslt > 1', '0: “reslt” is not known. Did you mean result?'],
  ['isNan(result)', '0: “isNan” is not known. Did you mean isNaN?'],
  ['constructor', '0: “constructor” is not known. Use result, a number or a function.'],
  ['__proto__.x', '0: “__proto__” is not known. Use result, a number or a function.'],
  ['# > 1', '0: “#” stands for the element of a list, and there is none here. Use it as in all(result, {# > 0.9}).'],
  ['len(result, 1) > 1', '0: len takes 1 value, has 2. Write len(result).'],
  ['default(result) > 1', '0: default takes 2 values, has 1. Write default(result, 0).'],
  ['result == "open', '10: the text that begins here has no end. Close it with ".'],
  ['result @ 1', '7: the character “@” means nothing here. Remove it.'],
  ['1e999 > result', '0: the number is too large. Write a smaller one.'],
  ['result. > 1', '8: a dot needs a field’s name behind it. Write result.field, or result["field"].'],
])('%s is refused with its place and a cure', (text, expected) => {
  expect(verdict(text)).toBe(expected);
});

test('hostile conditions end, and soon', () => {
  expect(verdict('('.repeat(10_000))).toBe('2000: has 10000 characters; 2000 are read. Shorten it, or split the metric in two.');
  expect(verdict('('.repeat(1_500))).toBe('64: nests deeper than 64. Leave out brackets that change nothing.');
  expect(verdict('!'.repeat(1_999))).toBe('64: nests deeper than 64. Leave out brackets that change nothing.');
  expect(verdict(`${'1+'.repeat(900)}1 == 901`)).toBe('true');
  expect(verdict(`${'9'.repeat(400)} > 1`)).toBe('0: the number is too large. Write a smaller one.');
  expect(verdict(`result${'[0]'.repeat(600)} == 1`, [1])).toBe('Error: cannot look into a number');
  const bomb = 'all(result, {all(result, {all(result, {all(result, {# > 0})})})})';
  expect(
    verdict(
      bomb,
      Array.from({ length: 50 }, () => 1),
    ),
  ).toBe('Error: takes more than 20000 steps');
});

test('what objects inherit is no field', () => {
  expect(verdict('result.constructor == nil', {})).toBe('true');
  expect(verdict('result["__proto__"] == nil', {})).toBe('true');
  expect(verdict('"toString" in result', {})).toBe('false');
});

const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, 1, -0.5, NaN, Infinity, '', '7', 'text'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'value', '__proto__'), tie('value'), { maxKeys: 2 }),
  ),
})).value;
const word = fc.constantFrom(
  ...'result result[0] # .value ( ) { } [ ] , ? : ?? ?. && || ! not and or in == != < > <= >= + - * / % 0 1 0.95 1e308 "a" nil true'.split(
    ' ',
  ),
  ...'len( isNaN( isInf( default( all( any( asFloat( asInt( map('.split(' '),
);

test('no text crashes it, and whatever can be read comes out as true, false or an error', () => {
  const texts = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    fc.string({ maxLength: 100 }),
  );
  fc.assert(
    fc.property(texts, value, (text, result) => {
      const parsed = parseCondition(text);
      if ('problem' in parsed) {
        expect(parsed.problem.at).toBeGreaterThanOrEqual(0);
        expect(parsed.problem.at).toBeLessThanOrEqual(text.length);
        expect(parsed.problem.cure).toMatch(/\.$|\?$/);
        return;
      }
      const evaluated = evaluateCondition(parsed.node, result);
      expect('error' in evaluated || typeof evaluated.value === 'boolean').toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('comparisons of numbers come out as numbers compare', () => {
  const number = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(verdict('result[0] < result[1] || result[0] == result[1]', [a, b])).toBe(String(a <= b));
      expect(verdict('not (result[0] > result[1])', [a, b])).toBe(String(!(a > b)));
    }),
  );
});
