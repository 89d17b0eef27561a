import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isPrint } from '../../src/deck/print.ts';
import { measure, parse, run } from '../../src/sim/index.ts';

const played = (id: string): { replicas: number; numbers: Record<string, number | null> } => {
  const { scenario } = parse(readFileSync(`scenarios/${id}/scenario.yaml`, 'utf8'));
  return { replicas: scenario.fleet.replicas, numbers: measure(run(scenario, { seed: 1 })) };
};

test('what the talk says in words is so', () => {
  const race = played('04-rolling-termination-race'), cure = played('05-rolling-prestop-cure');
  // "Every one of them met a server that had just closed its door."
  expect(race.numbers['failedRefused']).toBe(race.numbers['failed']);
  // "None was missing."
  expect(race.numbers['readyFloor']).toBe(race.replicas);
  // "Done, and nothing was lost", for a price: "old servers stay a little longer".
  expect([cure.numbers['failed'], cure.numbers['usersHurt']]).toEqual([0, 0]);
  expect(cure.numbers['retireTime']).toBeGreaterThan(race.numbers['retireTime']!);
});

test.each([
  ['?print-pdf', true],
  ['?view=print', true],
  ['?lang=en&print-pdf', true],
  ['', false],
  ['?view=scroll', false],
  ['?reprint-pdf', false],
])('%j asks for pages: %s', (search, asks) => {
  expect(isPrint(search)).toBe(asks);
});
