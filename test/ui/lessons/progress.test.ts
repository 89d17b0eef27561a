import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressOf, rememberProgress } from '../../../src/ui/lessons/progress.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) });
});
afterEach(() => vi.unstubAllGlobals());

test('how far one came is found again, lesson by lesson', () => {
  rememberProgress('small', { hash: '#l=1.abc', beat: 'Guess', isProved: false });
  expect(progressOf('small')).toEqual({ hash: '#l=1.abc', beat: 'Guess', isProved: false });
  expect(progressOf('other')).toBeNull();
});

test.each([
  ['no JSON', '{'],
  ['nothing', 'null'],
  ['a number', '7'],
  ['an address that is none of ours', '{"hash":"javascript:alert(1)","beat":"Guess"}'],
  ['a beat that there is not', '{"hash":"#l=1.abc","beat":"<b>"}'],
])('%s in the store is no progress', (_, text) => {
  stored.set('cutover.lesson.small', text);
  expect(progressOf('small')).toBeNull();
});

test('without a store nothing is remembered, and nothing breaks', () => {
  vi.stubGlobal('localStorage', undefined);
  rememberProgress('small', { hash: '#l=1.abc', beat: 'Guess', isProved: true });
  expect(progressOf('small')).toBeNull();
});
