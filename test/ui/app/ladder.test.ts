import { expect, test } from 'vitest';
import { rung, scaledRate } from '../../../src/ui/app/controls/ladder.ts';

test('a duration goes from one length that people choose to the next', () => {
  expect([rung('8s', 1), rung('8s', -1), rung('9s', 1), rung('9s', -1), rung('1m', 1)]).toEqual(['10s', '5s', '10s', '8s', '1m30s']);
});
test('a duration stays within its bounds and gives up on what it cannot read', () => {
  expect([rung('1h', 1, 0, 3600), rung('0s', -1), rung('1s', -1, 1), rung('soon', 1)]).toEqual([null, null, null, null]);
});
test('a rate grows and shrinks by a quarter, in round numbers', () => {
  expect([scaledRate('60/s', 1), scaledRate('60/s', -1), scaledRate('1/s', 1), scaledRate('1000/s', 1)]).toEqual(['75/s', '48/s', '2/s', '1300/s']);
  expect([scaledRate('', 1), scaledRate('fast', 1)]).toEqual([null, null]);
});
