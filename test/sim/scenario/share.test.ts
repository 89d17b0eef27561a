import { expect, test } from 'vitest';
import { fromLink, toLink, type Shared } from '../../../src/sim/scenario/index.ts';

const shared: Shared = { source: { strategy: { rolling: {} } }, seed: 7, at: 90_000_000 };
const link = (change: Record<string, unknown>): string => JSON.stringify({ schema: 1, seed: 7, at: 0, source: {}, ...change });

test('what a link holds comes back the same', () => {
  expect(toLink(shared)).toBe('{"schema":1,"seed":7,"at":90000000,"source":{"strategy":{"rolling":{}}}}');
  expect(fromLink(toLink(shared))).toEqual(shared);
});

test('what was compared goes with it, and is plain data', () => {
  const compared: Shared = { ...shared, compare: { look: 'table', strategies: ['rolling'] } };
  expect(fromLink(toLink(compared))).toEqual(compared);
  expect(() => fromLink(link({ compare: ['table'] }))).toThrow('What the link compares is not a set of choices.');
  expect(() => fromLink('{"schema":1,"seed":1,"at":0,"source":{},"compare":{"__proto__":{"a":1}}}')).toThrow('What the link compares');
});

test('a link that holds anything else is refused with the reason', () => {
  expect(() => fromLink('{')).toThrow('The link is damaged: part of it is missing or altered.');
  expect(() => fromLink('[]')).toThrow('The link does not hold a scenario.');
  expect(() => fromLink(link({ schema: 2 }))).toThrow('The link was made by another version of Cutover.');
  expect(() => fromLink(link({ run: 'x' }))).toThrow('The link has an unknown field "run".');
  expect(() => fromLink(link({ seed: 1.5 }))).toThrow('The seed in the link is not a whole number between 0 and 4294967295.');
  expect(() => fromLink(link({ at: -1 }))).toThrow('The time in the link is not within a day.');
  expect(() => fromLink(link({ source: [] }))).toThrow('The link does not hold a scenario.');
  expect(() => fromLink('{"schema":1,"seed":1,"at":0,"source":{"fleet":{"__proto__":{"a":1}}}}')).toThrow(
    'The scenario in the link has a place fleet.__proto__ that is not allowed as a key.',
  );
  expect(() => fromLink(link({ source: { a: Array(30_000).fill(0) } }))).toThrow('The scenario in the link has more than 20000 values.');
  expect(() => fromLink(' '.repeat(300_000))).toThrow('The link holds more than 256 KiB.');
});
