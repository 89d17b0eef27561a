import { expect, test } from 'vitest';
import { format } from '../../../src/sim/trace/index.ts';

test('counts have thousands separators and plurals', () => {
  expect([0, 7, 999, 1042, 1_234_567, -1500].map(format.count)).toEqual(['0', '7', '999', '1,042', '1,234,567', '−1,500']);
  expect([format.plural(1, 'server'), format.plural(2, 'server')]).toEqual(['1 server', '2 servers']);
});

test('a clock shows minutes and seconds, and hours when there are any', () => {
  expect([0, 59_999_999, 281_000_000, 3_881_000_000].map(format.clock)).toEqual(['0:00', '0:59', '4:41', '1:04:41']);
  expect(format.clockFine(281_250_400)).toBe('4:41.250');
});

test('a length of time carries its unit', () => {
  expect(
    [0, 400, 12_000, 999_999, 1_000_000, 8_200_000, 9_960_000, 59_600_000, 118_000_000, 7_380_000_000].map(format.duration),
  ).toEqual(['0 s', 'under 1 ms', '12 ms', '999 ms', '1 s', '8.2 s', '10 s', '1:00 min', '1:58 min', '2:03:00 h']);
  expect([2_592_000_000_000, 3_600_000_000, 86_400_000_000].map(format.period)).toEqual(['30 days', '1 hour', '1 day']);
});

test('only everything is 100% and only nothing is 0%', () => {
  expect([1, 0, 0.973, 0.9996, 0.99996, 0.999999999].map(format.percent)).toEqual([
    '100%',
    '0%',
    '97.3%',
    '99.96%',
    '99.996%',
    'over 99.9999%',
  ]);
  expect([0.42, 0.055, 0.004, 0.00004, 0.000000001, 1.5, 80].map(format.percent)).toEqual([
    '42%',
    '5.5%',
    '0.4%',
    '0.004%',
    'under 0.0001%',
    '150%',
    '8,000%',
  ]);
});

test('money has hundredths, and more digits when it is little', () => {
  expect([0, 0.12, 1234.5, 0.034, 0.00421, -0.5].map(format.money)).toEqual([
    '0.00',
    '0.12',
    '1,234.50',
    '0.034',
    '0.0042',
    '−0.50',
  ]);
});

test('lists end with "and"', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(format.listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
