import { expect, test } from 'vitest';
import { asLine, commandIn, eventIn, helloOf, isHello, isKnock, isPort, KNOCK, PORT, Rate, THEMES, type State } from '../../src/embed/protocol/index.ts';

const state: State = { step: 2, atMs: 45_000, playing: false, theme: 'auto', clamped: false };
const ready = { cutover: 1, type: 'ready', title: 'A rollout', durationMs: 360_000, steps: [{ name: 'One', caption: '', print: true, atMs: 1000 }], state };

test('every command is known by its shape', () => {
  expect(commandIn({ cutover: 1, type: 'goTo', step: 3, ask: 1 })).toEqual({ cutover: 1, type: 'goTo', step: 3, ask: 1 });
  expect(commandIn({ cutover: 1, type: 'seek', atMs: 12.5, ask: 2 })).not.toBeNull();
  for (const type of ['play', 'pause', 'getState']) expect(commandIn({ cutover: 1, type, ask: 3 })).not.toBeNull();
  for (const theme of THEMES) expect(commandIn({ cutover: 1, type: 'setTheme', theme, ask: 4 })).not.toBeNull();
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['text', '{"cutover":1,"type":"play","ask":1}'],
  ['a list', [{ cutover: 1, type: 'play', ask: 1 }]],
  ['no version', { type: 'play', ask: 1 }],
  ['a version to come', { cutover: 2, type: 'play', ask: 1 }],
  ['a version in text', { cutover: '1', type: 'play', ask: 1 }],
  ['an unknown command', { cutover: 1, type: 'eval', ask: 1 }],
  ['a method of all objects', { cutover: 1, type: 'constructor', ask: 1 }],
  ['a key too many', { cutover: 1, type: 'play', ask: 1, url: 'https://example.com/' }],
  ['a prototype as a key', JSON.parse('{"cutover":1,"type":"play","ask":1,"__proto__":{"step":1}}')],
  ['a key under a symbol', { cutover: 1, type: 'play', ask: 1, [Symbol('more')]: 1 }],
  ['a prototype of its own', Object.assign(Object.create({ ask: 1 }) as object, { cutover: 1, type: 'play', ask: 1 })],
  ['inherited keys', Object.create({ cutover: 1, type: 'play', ask: 1 })],
  ['no number to answer', { cutover: 1, type: 'play' }],
  ['a broken number to answer', { cutover: 1, type: 'play', ask: 1.5 }],
  ['a step in text', { cutover: 1, type: 'goTo', step: '3', ask: 1 }],
  ['a step without end', { cutover: 1, type: 'goTo', step: Infinity, ask: 1 }],
  ['a step that is no number', { cutover: 1, type: 'goTo', step: NaN, ask: 1 }],
  ['a step as an object', { cutover: 1, type: 'goTo', step: { valueOf: () => 1 }, ask: 1 }],
  ['a theme that is none', { cutover: 1, type: 'setTheme', theme: 'toString', ask: 1 }],
  ['an event', ready],
])('%s is no command', (_what, value) => {
  expect(commandIn(value)).toBeNull();
});

test('every event is known by its shape', () => {
  expect(eventIn(ready)).toBe(ready);
  expect(eventIn({ cutover: 1, type: 'state', state, answers: null })).not.toBeNull();
  expect(eventIn({ cutover: 1, type: 'state', state, answers: 7 })).not.toBeNull();
  expect(eventIn({ cutover: 1, type: 'key', key: 'PageDown', shiftKey: false })).not.toBeNull();
  expect(eventIn({ cutover: 1, type: 'problem', message: 'There is no such scenario.' })).not.toBeNull();
});

test.each<[string, unknown]>([
  ['a key that types', { cutover: 1, type: 'key', key: 'a', shiftKey: false }],
  ['a position before the start', { cutover: 1, type: 'state', state: { ...state, step: -1 }, answers: null }],
  ['an instant after the longest run', { cutover: 1, type: 'state', state: { ...state, atMs: 1e12 }, answers: null }],
  ['a state with more in it', { cutover: 1, type: 'state', state: { ...state, html: '<b>' }, answers: null }],
  ['a title without end', { ...ready, title: 'x'.repeat(201) }],
  ['steps without end', { ...ready, steps: Array.from({ length: 201 }, () => ready.steps[0]) }],
  ['steps that only look like a list', { ...ready, steps: { length: 0 } }],
  ['a command', { cutover: 1, type: 'play', ask: 1 }],
])('%s is no event', (_what, value) => {
  expect(eventIn(value)).toBeNull();
});

test('windows tell each other nothing but that they are there', () => {
  expect([isHello(helloOf(7)), isKnock(KNOCK), isPort(PORT)]).toEqual([true, true, true]);
  expect([isHello({ ...helloOf(7), token: 'x' }), isHello({ ...helloOf(7), page: -1 }), isPort(KNOCK), isKnock(PORT)]).toEqual([false, false, false, false]);
});

test('so many in any second, and not one more', () => {
  const rate = new Rate(3);
  expect([0, 10, 20, 30, 999].map((now) => rate.admits(now))).toEqual([true, true, true, false, false]);
  expect([1001, 1005, 1011, 1012].map((now) => rate.admits(now))).toEqual([true, false, true, false]);
});

test('a long line is cut where it can still be told', () => {
  expect(asLine('x'.repeat(300))).toHaveLength(200);
  expect(asLine('short')).toBe('short');
});
