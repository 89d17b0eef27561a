import { expect, test } from 'vitest';
import { checkAll, checkMetric, tally, type Check } from '../../../src/sim/analysis/flagger-judge.ts';

const success = { name: 'request-success-rate', min: 99, max: null },
  duration = { name: 'request-duration', min: null, max: 500 };
const says = (check: Check) => (check.passed ? 'passed' : `${check.metric}: ${check.says}`);

test('a metric passes within its range, bounds included', () => {
  expect([99, 98.999, 100].map((value) => says(checkMetric(success, value)))).toEqual([
    'passed', 'request-success-rate: 98.999 is below 99', 'passed',
  ]);
  expect([500, 812.3].map((value) => says(checkMetric(duration, value)))).toEqual(['passed', 'request-duration: 812.3 is above 500']);
});

test('no values and a failing query are failed checks', () => {
  expect([null, NaN, { error: 'no such host' }].map((reading) => says(checkMetric(duration, reading)))).toEqual([
    'request-duration: no values were found', 'request-duration: no values were found',
    'request-duration: the query failed: no such host',
  ]);
});

test('the first failing metric ends the tick', () => {
  const asked: string[] = [];
  const check = checkAll([success, duration], ({ name }) => (asked.push(name), 12));
  expect([says(check), asked]).toEqual(['request-success-rate: 12 is below 99', ['request-success-rate']]);
});

test('failed checks add up, whatever lies between them', () => {
  const bad: Check = { passed: false, metric: 'm', says: '' },
    good: Check = { passed: true };
  expect(tally([bad, good, good, bad], 3)).toEqual({ failedChecks: 2, isOver: false });
  expect(tally([bad, good, good, bad, bad], 3)).toEqual({ failedChecks: 3, isOver: true });
});
