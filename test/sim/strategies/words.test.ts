import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/sim/kernel/index.ts';
import { listed, servers, spoken, stillMissing } from '../../../src/sim/strategies/kubernetes/words.ts';

test('servers are counted as a person would', () => {
  expect([servers(0, 'v2'), servers(1, 'v2'), servers(5, 'v2'), servers(1), servers(2)]).toEqual([
    'no v2 server',
    '1 v2 server',
    '5 v2 servers',
    '1 server',
    '2 servers',
  ]);
  expect([
    stillMissing(1, 1, 'v2', 'up'),
    stillMissing(4, 4, 'v2', 'up'),
    stillMissing(1, 4, 'v2', 'up'),
    stillMissing(2, 4, 'v2', 'up'),
  ]).toEqual([
    'the v2 server is not up yet',
    'none of the 4 v2 servers is up yet',
    '1 of 4 v2 servers is not up yet',
    '2 of 4 v2 servers are not up yet',
  ]);
});

test('durations are said in their largest whole unit', () => {
  expect([SECOND, 90 * SECOND, MINUTE, 10 * MINUTE, 60 * MINUTE, 1.5 * SECOND].map(spoken)).toEqual([
    '1 second',
    '90 seconds',
    '1 minute',
    '10 minutes',
    '1 hour',
    '1.5 seconds',
  ]);
});

test('names are listed with commas and a last and', () => {
  expect([listed([]), listed(['v1']), listed(['v1', 'v2']), listed(['v1', 'v2', 'v3'])]).toEqual([
    '',
    'v1',
    'v1 and v2',
    'v1, v2 and v3',
  ]);
});
