import { describe, expect, test } from 'vitest';
import { boundIn, rescaled } from '../../../src/sim/scenario/manifests/rollout/condition.ts';
import { ruleOf } from '../../../src/sim/scenario/manifests/rollout/dry-run.ts';
import { valueAtFieldPath } from '../../../src/sim/scenario/manifests/rollout/field-ref.ts';
import { parseGoDuration } from '../../../src/sim/scenario/manifests/rollout/go-duration.ts';

describe('a condition over a query’s own unit', () => {
  test.each([
    ['result[0] >= 0.95', 1, false, 'result[0] >= 0.95'],
    ['result[0] >= 95', 100, false, 'result[0] >= 0.95'],
    ['result[0] <= 99.9', 100, false, 'result[0] <= 0.999'],
    ['result[0] < 250', 1000, false, 'result[0] < 0.25'],
    ['isNaN(result[0]) || result[0] <= 1', 100, false, 'isNaN(result[0]) || result[0] <= 0.01'],
    ['len(result) == 0 || result[0] > 5', 100, false, 'len(result) == 0 || result[0] > 0.05'],
    // Where arithmetic stands around it, only the number itself can be made larger.
    ['result[0] <= 2 * 50', 100, false, '(result[0] * 100) <= 2 * 50'],
    ['5 + result[0] <= 20', 100, false, '5 + (result[0] * 100) <= 20'],
    ['100 - result[0] < 1', 100, false, '100 - (result[0] * 100) < 1'],
    ['95 <= result[0]', 100, false, '95 <= (result[0] * 100)'],
    ['all(result, # > 95)', 100, false, 'all(result, # > 0.95)'],
    ['all(result, {# / 2 > 40})', 100, false, 'all(result, {(# * 100) / 2 > 40})'],
    ['result >= 0.9', 1, true, 'result[0] >= 0.9'],
    // A number that is missing may have a default; here it is an empty list.
    ['default(result, 0) < 450', 1000, true, '(len(result) == 0 ? 0 : (result[0] * 1000)) < 450'],
    ['isNil(result) || asFloat(result) < 5', 1, true, 'len(result) == 0 || asFloat(result[0]) < 5'],
    ['len(result) > 0 && result < 5', 100, true, 'len(result) > 0 && result[0] < 0.05'],
    ['result[0] > 90 && "result[0] > 90" != ""', 100, false, 'result[0] > 0.9 && "result[0] > 90" != ""'],
  ] as const)('%s by %s', (condition, factor, isNumber, expected) => expect(rescaled(condition, factor, isNumber)).toBe(expected));

  test.each([
    ['result.value > 1', 'looks into the result, and a rehearsal measures one number'],
    ['result[1] > 1', 'looks into the result, and a rehearsal measures one number'],
    ['result["a"] > 1', 'looks into the result, and a rehearsal measures one number'],
    ['result[0] = 1', 'one = compares nothing'],
  ])('%s cannot be read', (condition, message) => expect(rescaled(condition, 100, false)).toMatchObject({ message }));

  test.each([
    ['result[0] >= 0.95', { kind: 'atLeast', bound: 0.95 }],
    [' result[0] <= 5 ', { kind: 'atMost', bound: 5 }],
    ['result[0] > 0.95', null],
    ['result[0] >= 0.95 && result[0] <= 1', null],
    ['0.95 <= result[0]', null],
  ])('%s as a bound', (condition, bound) => expect(boundIn(condition)).toEqual(bound));
});

test.each([
  ['.*', 'anything', true], ['*', 'anything', true], ['total-5xx', 'total-5xx-errors', true], ['^total-5xx$', 'total-5xx-errors', false], ['^total.*errors$', 'total-5xx-errors', true],
  ['^5xx', 'total-5xx-errors', false], ['errors$', 'total-5xx-errors', true], ['a.*a', 'a', false], ['latency', 'success-rate', false],
])('the rule %s for %s: %s', (pattern, metric, matches) => expect(ruleOf(pattern)!(metric)).toBe(matches));

test.each(['(a|b)', 'x+', '[ab]', 'a{3}', '\\d'])('the rule %s is not understood', (pattern) => expect(ruleOf(pattern)).toBeNull());

test.each([
  ['30s', 30_000_000], ['1m30s', 90_000_000], ['1.5h', 5_400_000_000], ['250ms', 250_000], ['.5s', 500_000], ['0', 0], ['30', null], ['-5s', null], ['1d', null], ['5 m', null], ['', null],
])('the Go duration %j is %s microseconds', (text, micros) => expect(parseGoDuration(text)).toBe(micros));

test.each([
  ["metadata.labels['app.kubernetes.io/name']", 'web'], ['metadata.name', 'checkout'], ['spec.replicas', '3'], ['spec.containers[1].name', 'b'], ['spec.containers', null], ['metadata.uid', null], ['spec.toString', null],
])('a fieldRef to %s finds %j', (path, value) =>
  expect(valueAtFieldPath({ metadata: { name: 'checkout', labels: { 'app.kubernetes.io/name': 'web' } }, spec: { replicas: 3, containers: [{ name: 'a' }, { name: 'b' }] } }, path)).toBe(value));
