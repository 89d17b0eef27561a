import { describe, expect, test } from 'vitest';
import { belongsTo, commandOf, type KeyPress } from '../../../src/ui/player/keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('keys', () => {
  test.each([
    [press(' '), { do: 'toggle' }],
    [press('k'), { do: 'toggle' }],
    [press('K', { shiftKey: true }), { do: 'toggle' }],
    [press('ArrowRight'), { do: 'step', kind: 'chosen', by: 1 }],
    [press('ArrowLeft', { shiftKey: true }), { do: 'skip', seconds: -10 }],
    [press(','), { do: 'step', kind: 'event', by: -1 }],
    [press(']'), { do: 'step', kind: 'decision', by: 1 }],
    [press('{', { shiftKey: true }), { do: 'step', kind: 'phase', by: -1 }],
    [press('PageDown'), { do: 'step', kind: 'phase', by: 1 }],
    [press('5'), { do: 'speed', index: 4 }],
    [press('z', { ctrlKey: true }), { do: 'undo' }],
    [press('Z', { metaKey: true, shiftKey: true }), { do: 'redo' }],
    [press('?', { shiftKey: true }), { do: 'help' }],
  ])('%j asks for %j', (given, wanted) => expect(commandOf(given)).toEqual(wanted));

  test.each([[press('6')], [press('Tab')], [press('Enter')], [press('k', { ctrlKey: true })], [press('ArrowLeft', { altKey: true })], [press('toString')]])(
    '%j is left to the browser', (given) => expect(commandOf(given)).toBeNull(),
  );
  test('with letters off only keys that are no characters count', () => {
    expect([commandOf(press('k'), false), commandOf(press(','), false), commandOf(press('3'), false)]).toEqual([null, null, null]);
    expect(commandOf(press('ArrowLeft'), false)).toEqual({ do: 'step', kind: 'chosen', by: -1 });
    expect(commandOf(press(' '), false)).toEqual({ do: 'toggle' });
  });
});

/** An element as far as `belongsTo` looks at it: which of these selectors it matches, and whether it sits in a dialog. */
const element = (matching: RegExp, inDialog = false): Element =>
  ({ matches: (selector: string) => selector.split(',').some((part) => matching.test(part.trim())), closest: () => (inDialog ? {} : null) }) as unknown as Element;

describe('a key belongs to', () => {
  test('the text field it is typed into', () => expect(belongsTo(element(/^textarea$/), press('k'))).toBe(true));
  test('the button that space presses, but not arrows on it', () => {
    expect(belongsTo(element(/^button$/), press(' '))).toBe(true);
    expect(belongsTo(element(/^button$/), press('ArrowLeft'))).toBe(false);
  });
  test('the slider that arrows move, but not letters on it', () => {
    expect(belongsTo(element(/^input\[type=range\]$/), press('ArrowLeft'))).toBe(true);
    expect(belongsTo(element(/^input\[type=range\]$/), press('k'))).toBe(false);
  });
  test('whatever is in an open dialog', () => expect(belongsTo(element(/^p$/, true), press('k'))).toBe(true));
  test('nobody, when the page itself has focus', () => expect(belongsTo(null, press('k'))).toBe(false));
});
